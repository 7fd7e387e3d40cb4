import type { Transaction } from '../../db/transaction.ts'
import { diffContent } from './diff-content.ts'
import type { ContentChange } from './diff-content.ts'
import type { Living } from './living.ts'
import { readRevision } from './read-revision.ts'

export type Comparison = {
  /** What the caller saw; null when the tag is not of this thing. */
  seen: { revision: number; content: unknown } | null
  current: { revision: number; state: string; author: string; note: string | null; content: unknown }
  /** What leads from the one to the other. */
  changes: ContentChange[]
}

/** For whoever sends an edit of something that has changed meanwhile: both versions, and what differs, so that nothing is lost. */
export async function compareRevisions(transaction: Transaction, living: Living, seenTag: string): Promise<Comparison> {
  const number = Number(/^(\d{1,9})\.\d{1,9}$/.exec(seenTag)?.[1] ?? 0)
  const revision = number === 0 ? null : await readRevision(transaction, living, number)
  const { last, state } = living
  return {
    seen: revision === null ? null : { revision: revision.number, content: revision.content },
    current: { revision: last.number, state, author: last.author, note: last.note, content: last.content },
    changes: revision === null ? [] : diffContent(revision.content, last.content),
  }
}
