import type pg from 'pg'
import { aListing } from './directory.ts'
import type { ListingFacts } from './directory.ts'
import { writeSubject } from './write-subject.ts'
import type { WrittenSubject } from './write-subject.ts'

/** What only editors may read; no answer may ever contain it. */
export const secret = 'for editors only 4711'

/** Writes a listing with the given facts to the database: a support line for children in Finland, unless they say otherwise. */
export function writeListing(
  client: pg.Client,
  facts: ListingFacts = {},
  state: Parameters<typeof writeSubject>[2] = 'published',
): Promise<WrittenSubject> {
  const { content } = aListing(facts)
  return writeSubject(client, 'listing', state, {
    ...content,
    sources: [{ url: 'https://source.example.org/', date: null, showed: secret }],
    editorsNote: secret,
  })
}
