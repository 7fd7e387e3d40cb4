import { foldText } from './fold-text.ts'

const word = /[\p{L}\p{M}\p{N}]+/gu

/** The same in texts of ASCII, which need no slower look: most of what there is to index. */
const isPlain = /^[\x20-\x7e]*$/
const plainWord = /[a-z0-9]+/g

/** Scripts written without spaces between words: searched by pairs of letters. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu

/** Nothing before the first of these scripts needs the slower look. */
const mayBeSpaceless = /[\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\uff66-\uff9f\u{20000}-\u{3ffff}]/u

/** The words of a text as searching compares them: folded, and for scripts without spaces every pair of neighbouring letters. */
export function splitWords(text: string): string[] {
  const folded = foldText(text)
  if (isPlain.test(folded)) return [...new Set(folded.match(plainWord))]
  const runs = folded.match(word) ?? []
  if (!mayBeSpaceless.test(folded)) return [...new Set(runs)]
  const words = runs.flatMap((run) => [...(run.match(spaceless) ?? []).flatMap(pairs), ...run.split(spaceless)])
  return [...new Set(words)].filter((entry) => entry !== '')
}

function pairs(text: string): string[] {
  const letters = Array.from(text)
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}
