import { setImmediate as others } from 'node:timers/promises'
import { changeDirectory } from '../../help/change-directory.ts'
import type { Directory, PublishedDirectory, PublishedListing } from '../../help/directory.ts'
import { indexDirectory } from '../../help/index-directory.ts'

/** Listings that are indexed at a time, before those who wait for an answer have their turn: a few milliseconds. */
const atATime = 2000

/** Builds the indexes of a directory of any size without keeping anybody waiting for long. */
export async function buildDirectory(published: PublishedDirectory): Promise<Directory> {
  const { version, changedAt } = published
  // Those that count in more countries than their own come first: with each of them, lists of all countries change.
  const everywhere = published.listings.filter(countsEverywhere)
  const listings = published.listings.filter((listing) => !countsEverywhere(listing))
  let directory = indexDirectory({ ...published, listings: [...everywhere, ...listings.slice(0, atATime)] })
  for (let from = atATime; from < listings.length; from += atATime) {
    await others()
    const more = { listings: listings.slice(from, from + atATime), guidance: [], labelSets: [] }
    directory = changeDirectory(directory, { version, changedAt, ...more, withdrawnListings: [], withdrawnGuidance: [] })
  }
  return directory
}

function countsEverywhere({ content }: PublishedListing): boolean {
  return content.worldwide || content.kind === 'prevention_service'
}
