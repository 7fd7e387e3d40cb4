/** Scripts whose small marks (accents, Arabic vowel signs) are often left out when typing. */
const dropsMarks = /[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}]/u

/** Letters that have the same look or use in several alphabets of one script, or that no normal form brings together. */
const sameLetter: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  đ: 'd',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ۃ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
}
const replaced = new RegExp(`[${Object.keys(sameLetter).join('')}]`, 'gu')

/**
 * A word in the form in which words are compared: lower case, full width made half, without accents, invisible characters,
 * Arabic vowel signs and lengthening strokes. Words that readers take for the same are the same; some that differ in an accent
 * only are the same, too.
 */
export function foldWord(word: string): string {
  const plain = word.normalize('NFKC').toLowerCase().normalize('NFD').replaceAll(/[\p{Cf}\u0640\u093c\u09bc]/gu, '')
  const unmarked = dropsMarks.test(plain) ? plain.replaceAll(/\p{Mn}/gu, '') : plain
  return unmarked.normalize('NFC').replaceAll(replaced, (letter) => sameLetter[letter] ?? letter)
}
