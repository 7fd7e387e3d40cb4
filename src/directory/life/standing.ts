import type { Living, OpenReview, Revision } from './living.ts'

/** What of a listing or guidance decides what can be done with it. */
export type Standing = Pick<Living, 'noun' | 'id' | 'organisationId' | 'state'> & {
  last: Pick<Revision, 'id' | 'author'>
  published: { id: string } | null
  review: (Pick<OpenReview, 'state' | 'revisionId' | 'contactAuthors'> & { approvals: readonly { by: string }[] }) | null
}
