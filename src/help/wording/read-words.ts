/** What stands between a word and the one before it. Spaces and hyphens join; `comma` may divide a list or two clauses. */
export type Break = 'joined' | 'comma' | 'clause' | 'sentence'

export type Word = {
  /** UTF-16 code units in the text. */
  start: number
  end: number
  /** As it stands in the text. */
  raw: string
  before: Break
  /** How much it counts in a distance: 1 for a word, less for one character of a script without spaces. */
  weight: number
}

/** Scripts without spaces between words: there each character counts as a word of its own. */
const ideographs = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー々`
const unspaced = String.raw`\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}`
const anyWord = new RegExp(String.raw`[${ideographs}${unspaced}]|[[\p{L}\p{M}\p{N}\p{Cf}]--[${ideographs}${unspaced}]]+`, 'gv')
const isIdeograph = new RegExp(`^[${ideographs}]`, 'v')
const isUnspaced = new RegExp(`^[${unspaced}]`, 'v')

const endsSentence = /[!?…。！？؟।॥۔｡\n]|\.(?=["'”’»)\]]*\s)/u
const endsClause = /[;:；：؛()（）[\]{}—]|\s[–-]\s/u
const isComma = /[,，、،､]/u

/** Marks that nobody sees, such as a zero-width space: they are no word. */
const isInvisible = /^\p{Cf}+$/u

/**
 * The words of a text, in any script. An apostrophe, a hyphen or a slash divides words and joins them at the same time, so that
 * `sex-tourism` and `sex tourism` are the same two words.
 */
export function readWords(text: string): Word[] {
  const words: Word[] = []
  let end = 0
  let before: Break = 'sentence'
  let previous = ''
  for (const match of text.matchAll(anyWord)) {
    const raw = match[0]
    const spaced = isUnspaced.test(previous) || isUnspaced.test(raw)
    before = stronger(before, breakIn(text.slice(end, match.index), spaced))
    end = match.index + raw.length
    if (isInvisible.test(raw)) continue
    const weight = isIdeograph.test(raw) ? 0.5 : isUnspaced.test(raw) ? 0.25 : 1
    words.push({ start: match.index, end, raw, before, weight })
    before = 'joined'
    previous = raw
  }
  return words
}

const strength: Readonly<Record<Break, number>> = { joined: 0, comma: 1, clause: 2, sentence: 3 }

function stronger(one: Break, other: Break): Break {
  return strength[one] >= strength[other] ? one : other
}

/** @param spacesDivide in Thai and its neighbours a space stands where others write a comma */
function breakIn(separator: string, spacesDivide: boolean): Break {
  if (separator === '' || separator === ' ') return separator === ' ' && spacesDivide ? 'comma' : 'joined'
  if (endsSentence.test(separator)) return 'sentence'
  if (endsClause.test(separator)) return 'clause'
  return isComma.test(separator) || (spacesDivide && /\s/u.test(separator)) ? 'comma' : 'joined'
}
