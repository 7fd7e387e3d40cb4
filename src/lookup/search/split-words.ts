import { foldText } from './fold-text.ts'

/** Scripts written without spaces between words: searched by pairs of letters. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu

/** The words of a text as searching compares them: folded, and for scripts without spaces every pair of neighbouring letters. */
export function splitWords(text: string): string[] {
  const words = new Set<string>()
  for (const [run] of foldText(text).matchAll(/[\p{L}\p{N}]+/gu)) {
    for (const [together] of run.matchAll(spaceless)) for (const pair of pairs(together)) words.add(pair)
    for (const word of run.replace(spaceless, ' ').split(' ')) if (word !== '') words.add(word)
  }
  return [...words]
}

function pairs(text: string): string[] {
  const letters = Array.from(text)
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}
