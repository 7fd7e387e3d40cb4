import type { Verdict } from './judge-answers.ts'

/** What one scenario found. */
export type Row = {
  fault: string
  /** Null where nobody asked for answers. */
  answers: Verdict | null
  /** Directory versions that were published in it. */
  published: number
  /** Milliseconds from the acknowledged commit until every node served the last version, the longest of all times that this was looked at. */
  visibleMs: number | null
  /** What else was seen, in a few words. */
  notes: string[]
  /** What should not be. Empty when the scenario went as it must. */
  problems: string[]
}
