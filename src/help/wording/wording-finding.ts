import type { Severity } from './wording-rules.ts'

/** Words in a text that break a rule. */
export type WordingFinding = {
  rule: string
  /** An `error` keeps the text from being published; a `warning` is for its author to weigh. */
  severity: Severity
  /** Where the words begin and end, in UTF-16 code units: `text.slice(start, end) === found`. */
  start: number
  end: number
  found: string
  /** Why, and where the rule comes from; in English. */
  reason: string
  source: string
  /** What to write; in English. */
  suggestion: string
  /** Words to use, in the language of the text; null where it depends on the sentence. */
  instead: string | null
}

/** The same, in content with many texts. */
export type ContentFinding = WordingFinding & {
  /** JSON pointer (RFC 6901) of the text in the content. */
  pointer: string
  locale: string
}
