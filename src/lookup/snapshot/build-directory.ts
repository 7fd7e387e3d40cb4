import { setImmediate as others } from 'node:timers/promises'
import { changeDirectory } from '../../help/change-directory.ts'
import type { Directory, PublishedDirectory } from '../../help/directory.ts'
import { indexDirectory } from '../../help/index-directory.ts'

/** Listings that are indexed at a time, before those who wait for an answer have their turn: a few milliseconds. */
const atATime = 2000

/** Builds the indexes of a directory of any size without keeping anybody waiting. */
export async function buildDirectory(published: PublishedDirectory): Promise<Directory> {
  const { version, changedAt, listings } = published
  let directory = indexDirectory({ ...published, listings: listings.slice(0, atATime) })
  for (let from = atATime; from < listings.length; from += atATime) {
    await others()
    const more = { listings: listings.slice(from, from + atATime), guidance: [], labelSets: [] }
    directory = changeDirectory(directory, { version, changedAt, ...more, withdrawnListings: [], withdrawnGuidance: [] })
  }
  return directory
}
