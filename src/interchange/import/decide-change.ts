import { isDeepStrictEqual } from 'node:util'
import type { RevisionHead } from '../../directory/revision-head.ts'

/**
 * `add`: it is new. `revise`: the file has been corrected, and the last revision is one that this import may replace. `release`:
 * a draft that the file no longer holds back. `unchanged`: there is nothing to do.
 */
export type Decision = 'add' | 'revise' | 'release' | 'unchanged' | { conflict: string }

/**
 * What is not in the content, such as who runs a service: the `same` in both; `corrected` in the file; or different, because people
 * of the directory decided it, which is `kept`.
 */
export type Elsewhere = 'same' | 'corrected' | 'kept'

type Entry = { content: unknown; hold: boolean }

const changedThere: Decision = { conflict: 'was changed in the directory and stays as it is there' }

/**
 * What an import does with one entry. What somebody has edited, suspended or retired in the directory is never overwritten.
 * @param head where the entry stands in the directory, with the last revision of `authors` as its own
 * @param authors whose revisions this import may replace
 */
export function decideChange(
  head: RevisionHead | undefined,
  entry: Entry,
  authors: readonly string[],
  elsewhere: Elsewhere = 'same',
): Decision {
  if (head === undefined) return 'add'
  if (elsewhere === 'kept') {
    const decision = decideChange(head, entry, authors)
    if (decision === 'revise') return changedThere
    return decision === 'release' ? 'unchanged' : decision
  }
  const isImported = authors.includes(head.revisionAuthor)
  const equals = (content: unknown) => elsewhere === 'same' && isDeepStrictEqual(content, entry.content)
  const heldTooLate = entry.hold && head.state === 'published'

  if (equals(head.content)) {
    if (heldTooLate)
      return { conflict: 'is held back here and published in the directory; suspend it there if nobody may see it' }
    return head.state === 'draft' && isImported && !entry.hold ? 'release' : 'unchanged'
  }
  // The file says what it said when it was imported: only the directory has moved on.
  if (!isImported && equals(head.ownContent)) return 'unchanged'
  if (!isImported) return changedThere
  if (heldTooLate) return { conflict: 'is held back here and published in the directory; suspend it there if nobody may see it' }
  const isAsImported = head.state === 'draft' || (head.state === 'published' && head.publishedRevisionId === head.revisionId)
  return isAsImported
    ? 'revise'
    : { conflict: `is ${head.state === 'in_review' ? 'in review' : head.state} in the directory and stays as it is there` }
}
