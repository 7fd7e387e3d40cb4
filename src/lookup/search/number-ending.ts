/** Fewer digits than these are no proof that two numbers are the same but for the way to dial them. */
export const fewestDigits = 6

/**
 * The digits from last to first, without the zeros that are dialled before a national or an international number, so that
 * numbers that end alike begin alike; null when they are too few to tell.
 */
export function numberEnding(digits: string): string | null {
  const significant = digits.replace(/^0+/, '')
  return significant.length < fewestDigits ? null : significant.split('').toReversed().join('')
}
