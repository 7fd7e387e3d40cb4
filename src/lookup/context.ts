import type { ServingSettings } from '../help/verification.ts'
import type { AnswerCache } from './answer/answer-cache.ts'
import type { ListingSearch } from './search/open-listing-search.ts'
import type { Snapshot } from './snapshot/open-snapshot.ts'

/** What the public routes answer from. There is no door to the database in it but the snapshot. */
export type LookupContext = {
  snapshot: Pick<Snapshot, 'current' | 'databaseAnswers'>
  search: Pick<ListingSearch, 'find' | 'facetsOf'>
  /** Answers made before. */
  answers: AnswerCache
  settings: ServingSettings
  /** Header in which a trusted proxy tells the country, or null. */
  countryHeader: string | null
  now(): Date
}
