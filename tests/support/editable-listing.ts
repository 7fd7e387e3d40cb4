import type { ListingContent } from '../../src/help/listing-content.ts'
import { aListing } from './directory.ts'
import type { ListingFacts } from './directory.ts'

/** Content that can be published: a support line for children in Finland, with a reviewed text and a source. */
export function editableListing(facts: ListingFacts = {}): ListingContent {
  const { content } = aListing({
    texts: [
      {
        locale: 'en',
        readingLevel: 'standard',
        summary: 'People who listen to children and young people.',
        whatHappens: null,
        confidentialityLimits: null,
        origin: 'original',
        reviewed: true,
      },
    ],
    ...facts,
  })
  return { ...content, sources: [{ url: 'https://www.example.org/about', date: '2026-03-01', showed: 'The number.' }], editorsNote: 'for editors only 4711' }
}
