/** Fewer digits than these are no proof that two numbers are the same but for the way to dial them. */
const enough = 6

/**
 * How well a number of the directory fits one that was typed, of which only the digits count: 1 when they are the same, also
 * with and without the code of the country; less when it begins so; 0 when it does not fit.
 */
export function fitOfNumber(typed: string, digits: string): number {
  const sent = typed.replace(/\D/g, '')
  if (sent === digits) return 1
  const [one, other] = [withoutPrefix(sent), withoutPrefix(digits)]
  if (Math.min(one.length, other.length) >= enough && (one.endsWith(other) || other.endsWith(one))) return 0.9
  return digits.startsWith(sent) ? 0.5 : 0
}

/** Without the zeros that are dialled before a national or an international number. */
function withoutPrefix(digits: string): string {
  return digits.replace(/^0+/, '')
}
