/** Letters on the keys of a telephone from 2 on (ITU-T E.161): many lines are known by a word. */
const keys = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz']

/** The fewest digits that say which number is meant when the code of the country or the first zero is left out. */
const enough = 6

/**
 * Whether a text spells a number, as people print numbers: with the code of its country or the zero of a national call, or without; in
 * letters, where each is the key that is pressed; and once more in brackets.
 * Digits of other scripts, and marks that turn the direction in which digits are read, are not told apart by everybody who looks: they do not.
 *
 * @param value as it is dialled
 */
export function spellsNumber(text: string, value: string): boolean {
  const plain = text.normalize('NFKC')
  if (/\p{Cf}/u.test(plain) || /(?![0-9])\p{Nd}/u.test(plain)) return false
  const isIt = (part: string) => spells(part, value) || spells(asDialled(part), value)
  const written = plain.split(/[()]/).filter((part) => /\d/.test(part))
  return isIt(plain) || (written.length > 0 && written.every(isIt))
}

function asDialled(text: string): string {
  return text.toLowerCase().replaceAll(/[a-z]/g, (letter) => String(keys.findIndex((key) => key.includes(letter)) + 2))
}

function spells(plain: string, value: string): boolean {
  const [written, dialled] = [plain, value].map((entry) => entry.replaceAll(/\D/g, ''))
  if (written === undefined || dialled === undefined || written === dialled) return true
  const [bare, core] = [written.replace(/^0+/, ''), dialled.replace(/^0+/, '')]
  const [longer, shorter] = bare.length < core.length ? [core, bare] : [bare, core]
  if (shorter.length < enough || longer.length - shorter.length > 4) return false
  const hasCode = longer === core ? value.startsWith('+') : /^\W*(?:\+|00)/.test(plain)
  return longer === shorter || (hasCode && longer.endsWith(shorter))
}
