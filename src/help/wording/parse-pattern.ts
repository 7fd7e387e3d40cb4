import { foldWord } from './fold-word.ts'
import { readWords } from './read-words.ts'

/** One word of a phrase; `prefix` stands for `word*`, `suffix` for `*word`, `part` for `*word*`. */
export type WordTest = { kind: 'exact' | 'prefix' | 'suffix' | 'part'; text: string }

/** Words that follow each other. */
export type Phrase = readonly WordTest[]

export type Step = {
  /** The phrases of which one stands here, or the list of the file that holds them. */
  phrases: readonly Phrase[] | { list: string }
  /** `next`: right after the step before; `near`: up to eight words later in the same clause; `later`: in the same sentence. */
  after: 'next' | 'near' | 'later'
  /** Begins a sentence or a clause. */
  opens: boolean
}

/** Steps of which each stands behind the one before. */
export type Pattern = readonly Step[]

/**
 * Reads a pattern as it stands in terms/: words, `word*` (any ending), `(one|other phrase)`, `<list>`, a `?` behind either of
 * these (may be missing), `...` (up to eight words of the same clause), `>>` (later in the same sentence), and `^` (what follows
 * begins a clause). What may be missing makes several patterns of one.
 * @throws Error that names what is wrong with it
 */
export function parsePattern(text: string): Pattern[] {
  const parts = text.match(/\([^()]*\)\??|<[^<>]*>\??|[^\s()<>]+|>>|\S/gu) ?? []
  return withAndWithout(parts).map((chosen) => parseSteps(text, chosen))
}

function withAndWithout(parts: readonly string[]): string[][] {
  const [first, ...rest] = parts
  if (first === undefined) return [[]]
  const behind = withAndWithout(rest)
  if (!/^[(<].*\?$/u.test(first)) return behind.map((others) => [first, ...others])
  return [...behind.map((others) => [first.slice(0, -1), ...others]), ...behind]
}

function parseSteps(text: string, parts: readonly string[]): Step[] {
  const steps: Step[] = []
  let [after, opens]: [Step['after'], boolean] = ['next', false]
  let literal: WordTest[] = []
  const push = (phrases: Step['phrases']) => {
    steps.push({ phrases, after, opens })
    after = 'next'
    opens = false
  }
  const flush = () => {
    if (literal.length > 0) push([literal])
    literal = []
  }
  for (const part of parts) {
    if (part === '...' || part === '>>') {
      flush()
      if (steps.length === 0) throw new Error(`“${text}”: ${part} stands between two things`)
      if (after !== 'later') after = part === '...' ? 'near' : 'later'
    } else if (part === '^') {
      flush()
      if (after === 'near') throw new Error(`“${text}”: a clause does not begin inside a clause; write >> ^`)
      opens = true
    } else if (/^<[a-z_]+>$/u.test(part)) {
      flush()
      push({ list: part.slice(1, -1) })
    } else if (part.startsWith('(') && part.endsWith(')')) {
      flush()
      push(part.slice(1, -1).split('|').map((phrase) => parsePhrase(phrase)))
    } else if (/[()<>^|]/u.test(part)) throw new Error(`“${text}”: ${part} is not understood`)
    else literal.push(...parsePhrase(part))
  }
  flush()
  if (steps.length === 0 || after !== 'next' || opens) throw new Error(`“${text}”: ends before it has said anything`)
  return steps
}

/** @throws Error when there is no word in it */
export function parsePhrase(text: string): WordTest[] {
  if (/[()<>^|]/u.test(text)) throw new Error(`“${text}”: a phrase is made of words only`)
  const tests = text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const bare = word.replaceAll(/^\*|\*$/gu, '')
      const [open, close] = [word.startsWith('*'), word.endsWith('*') && word.length > 1]
      if (bare.includes('*')) throw new Error(`“${text}”: a star stands at the beginning or the end of a word`)
      return readWords(bare).map(({ raw, weight }, index, all): WordTest => {
        const [before, behind] = [open && index === 0, close && index === all.length - 1]
        if ((before || behind) && weight < 1) throw new Error(`“${text}”: a star means nothing in a script without spaces`)
        return { kind: before ? (behind ? 'part' : 'suffix') : behind ? 'prefix' : 'exact', text: foldWord(raw) }
      })
    })
  if (tests.length === 0) throw new Error(`“${text}”: has no word`)
  return tests
}
