import type { z } from 'zod'
import type { PublicationState } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Subject } from '../command.ts'
import type { Concern, PublicationFinding, PublicationFindings } from '../publication/finding.ts'

/** What has revisions, a review and a place in the published directory. Both kinds live the same life; see the files of this folder. */
export type Noun = 'listing' | 'guidance'

/** What differs between the two. */
export type Life<Content> = {
  noun: Noun
  content: z.ZodType<Content>
  /** What keeps content from being published, and what its author should weigh. */
  check: (content: Content) => PublicationFindings
  /**
   * What is suspicious about content that is to take the place of what the public sees, or to be its first (`published` is null then); each
   * needs one person more.
   */
  findConcerns: (transaction: Transaction, living: Living, published: Content | null, next: Content) => Promise<Concern[]>
  /** What of it changes more than the thing itself, so that nobody but curators puts it before reviewers. */
  findReserved: (transaction: Transaction, living: Living, published: Content | null, next: Content) => Promise<PublicationFinding[]>
}

/** One listing or guidance as editors know it. */
export type Living = Subject & {
  noun: Noun
  id: string
  slug: string
  state: PublicationState
  /** How often editors have changed it. */
  edits: number
  tag: string
  last: Revision
  published: { id: string; number: number } | null
  publishedAt: Date | null
  directoryVersion: number | null
  /** The one under way; null when there is none. */
  review: OpenReview | null
  createdAt: Date
  updatedAt: Date
}

export type Revision = {
  id: string
  number: number
  author: string
  note: string | null
  createdAt: Date
  content: unknown
}

export type OpenReview = {
  id: string
  state: 'open' | 'approved'
  revisionId: string
  approvalsNeeded: number
  concerns: readonly Concern[]
  submittedBy: string
  submittedAt: Date
  approvals: readonly { by: string; at: Date }[]
  /** The people from whom contacts of it are that the public does not see yet, as `actorName` names them. */
  contactAuthors: readonly string[]
}

/** The entity tag of what an editor saw: the revision, and everything else that was decided about it. */
export function tagOf(revision: number, edits: number): string {
  return `${revision}.${edits}`
}
