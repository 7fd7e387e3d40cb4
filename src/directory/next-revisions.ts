import { newIds } from '../lib/new-ids.ts'

export type RevisionChange<Content> = {
  /** Of the listing or guidance. */
  id: string
  /** The revision that the new one starts from; the database refuses the new one when another has followed it already. */
  parent: { id: string; number: number }
  content: Content
}

/** A listing or guidance and the revision just written for it. */
export type WrittenRevision = { id: string; revisionId: string }

/** The revisions that follow `changes`, in their order, and the rows to write for them. */
export function nextRevisions<Content>(
  changes: readonly RevisionChange<Content>[],
  { author, note, at }: { author: string; note: string; at: Date },
) {
  const revisionIds = newIds(at, changes.length)
  const written: WrittenRevision[] = changes.map(({ id }, index) => ({ id, revisionId: revisionIds[index] ?? '' }))
  const rows = changes.map(({ id, parent, content }, index) => ({
    subjectId: id,
    row: { id: revisionIds[index] ?? '', number: parent.number + 1, parentId: parent.id, content, author, note, createdAt: at },
  }))
  return { written, rows }
}
