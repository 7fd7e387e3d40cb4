import { editDistance } from '../../lib/edit-distance.ts'

/** Shorter words are in too many others. */
const longEnough = { inside: 5, beginning: 6, stem: 6 }

/** Endings may differ by as many letters. */
const longestEnding = 4

/**
 * Whether a word that was typed is part of another, as in languages with long compounds and many endings: inside of it
 * (`suojelu` in `lastensuojeluliitto`), its beginning but for typing errors (`manerheim`, `mannerheimin`), or the same word
 * with another ending (`mannerheimille`, `mannerheimin`).
 */
export function fitsInPart(typed: string, word: string, typos: number): boolean {
  if (typed.length >= longEnough.inside && word.includes(typed)) return true
  if (typed.length >= longEnough.beginning && editDistance(typed, word, typos, 'beginning') <= typos) return true
  const stem = commonBeginning(typed, word)
  return stem >= longEnough.stem && Math.max(typed.length, word.length) - stem <= longestEnding
}

function commonBeginning(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}
