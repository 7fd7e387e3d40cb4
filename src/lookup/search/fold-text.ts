import { spellOutLetters } from '../../lib/spell-out-letters.ts'

/**
 * Accents, and the vowel signs that Arabic and Hebrew mostly leave out. The vowels of Indic scripts and Thai are letters to
 * their readers and stay.
 */
const marks = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g

/** Text as searching compares it: lower case, without accents and other marks, wide and narrow forms alike. */
export function foldText(text: string): string {
  // Plain ASCII has nothing more to fold.
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase()
  return spellOutLetters(text.normalize('NFKD').toLowerCase().replace(marks, '')).normalize('NFC')
}
