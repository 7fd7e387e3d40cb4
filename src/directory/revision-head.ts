import type { PublicationState } from '../db/generated/client.ts'

/** Where a listing or a guidance stands: its state, its last revision, and the last one of given authors. */
export type RevisionHead = {
  id: string
  slug: string
  state: PublicationState
  publishedRevisionId: string | null
  revisionId: string
  revisionNumber: number
  revisionAuthor: string
  content: unknown
  /** Content of the last revision of the given authors, when the last of all is by somebody else; otherwise null. */
  ownContent: unknown
}
