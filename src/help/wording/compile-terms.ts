import { parsePattern, parsePhrase, type Phrase } from './parse-pattern.ts'
import { type TermsFile } from './terms-file.ts'
import { type WordIndex, buildWordIndex } from './word-index.ts'

export type CompiledPattern = readonly { list: number; after: 'next' | 'near' | 'later'; opens: boolean }[]

export type CompiledTerms = {
  index: WordIndex
  /** The numbers of the lists with a meaning of their own; -1 where the language has none. */
  but: number
  or: number
  rules: ReadonlyMap<string, { find: CompiledPattern[]; pass: CompiledPattern[]; instead: string | null }>
}

/** Prepares the words of a language for being found: lists, and groups in patterns, become numbered lists of phrases. */
export function compileTerms(file: TermsFile): CompiledTerms {
  const names = Object.keys(file.lists)
  const lists: Phrase[][] = Object.values(file.lists).map((phrases) => phrases.map((phrase) => parsePhrase(phrase)))
  const numbers = new Map<string, number>()
  const numberOf = (phrases: readonly Phrase[]) => {
    const key = JSON.stringify(phrases)
    const known = numbers.get(key) ?? lists.push([...phrases]) - 1
    numbers.set(key, known)
    return known
  }
  const compile = (texts: readonly string[]): CompiledPattern[] =>
    texts
      .flatMap((text) => parsePattern(text))
      .map((pattern) =>
        pattern.map(({ phrases, after, opens }) => {
          const list = 'list' in phrases ? names.indexOf(phrases.list) : numberOf(phrases)
          return { list, after, opens }
        }),
      )
  const rules = new Map(
    Object.entries(file.rules).map(([id, rule]) => [
      id,
      { find: compile(rule.find), pass: compile(rule.pass), instead: rule.instead },
    ]),
  )
  return { index: buildWordIndex(lists), but: names.indexOf('but'), or: names.indexOf('or'), rules }
}
