import { changeDirectory } from './change-directory.ts'
import type { Directory, PublishedDirectory } from './directory.ts'

/** The directory of an installation in which nothing was published yet. */
export const emptyDirectory: Directory = {
  version: 0,
  changedAt: new Date(0),
  listings: [],
  guidance: [],
  labelSets: [],
  listingsById: [],
  byCountry: new Map(),
  worldwide: [],
  kindsByCountry: new Map(),
  worldwideByKind: new Map(),
  labelsByLocale: new Map(),
  guidanceBySubject: new Map(),
  adultPrevention: [],
  adultContacts: new Map(),
  // Labels fall back to it, also where there are none.
  tags: new Set(['en']),
}

/** Builds the indexes of a published directory, in whatever order its parts come. */
export function indexDirectory(published: PublishedDirectory): Directory {
  return changeDirectory(emptyDirectory, { ...published, withdrawnListings: [], withdrawnGuidance: [] })
}
