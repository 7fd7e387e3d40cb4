import type { PublishedDirectory } from '../../src/help/directory.ts'
import { aChannel, aListing } from './directory.ts'

/** A directory of so many listings, whose number says which version it is, so that a mix of two versions shows. */
export function publishedDirectory(listings: number, version: number): PublishedDirectory {
  return {
    version,
    changedAt: new Date(Date.UTC(2026, 2, 1) + version),
    listings: Array.from({ length: listings }, (_, index) => {
      const number = String(index).padStart(6, '0')
      return aListing({ id: `id-${number}`, slug: `listing-${number}`, revision: version, channels: [aChannel({ value: `0800${number}` })] })
    }),
    guidance: [],
    labelSets: [{ locale: 'en', origin: 'original', reviewed: true, labels: { from_age: `From age {age}, version ${version}` } }],
  }
}
