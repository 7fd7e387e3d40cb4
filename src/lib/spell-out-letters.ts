/** Small Latin letters that Unicode does not take apart into a plain letter and a mark. */
const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ə: 'e',
}
const letters = new RegExp(`[${Object.keys(spelledOut).join('')}]`, 'g')

/** Lower-case text with these letters written in plain ones, as people do who do not have them on their keyboard. */
export function spellOutLetters(text: string): string {
  return text.replace(letters, (letter) => spelledOut[letter] ?? letter)
}
