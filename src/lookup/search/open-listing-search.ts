import type { Directory } from '../../help/directory.ts'
import { ProblemError } from '../../lib/errors.ts'
import { oneAtATime } from '../../lib/one-at-a-time.ts'
import { runInSlices } from '../../lib/run-in-slices.ts'
import { moveFacets, noFacets } from '../listings/facets.ts'
import type { Facets } from '../listings/facets.ts'
import { compactIndex, needsCompacting } from './compact-index.ts'
import { moveIndex } from './move-index.ts'
import { createSearchIndex } from './search-index.ts'
import { searchListings } from './search-listings.ts'

export type SearchedDirectory = {
  /** The directory that was searched. */
  directory: Directory
  /** By position in its listings; see `searchListings`. */
  scores: Uint32Array
}

export type ListingSearch = {
  /** Brings the index to a directory, in the background, and soon after it came or as soon as somebody asks. Call it with each new one. */
  follow(directory: Directory): void
  /**
   * Searches the current directory, or the one that is current by the time that a large change is indexed.
   *
   * @throws ProblemError when that takes too long
   */
  find(current: Directory, query: string): Promise<SearchedDirectory>
  /** What rules out most listings of a directory that filters do not match; null when it is not ready for that directory. */
  facetsOf(directory: Directory): Facets | null
  close(): void
}

/**
 * Milliseconds after a version until the index follows when nobody asks for it: with 100,000 listings each move copies megabytes, and
 * of ten versions a second nine may never be searched.
 */
const restMs = 500

/** A search that takes longer than a moment begins again when the directory changes meanwhile, but not for ever. */
const mostAttempts = 3

/**
 * The search of one node: its index follows the directory from version to version, and lets requests have their turn meanwhile.
 *
 * @param patienceMs how long a search waits for the index after a large change
 */
export function openListingSearch({ patienceMs = 5000 }: { patienceMs?: number } = {}): ListingSearch {
  let index = createSearchIndex()
  let facets = noFacets
  let indexed: Directory | null = null
  let target: Directory | null = null
  let searches = 0
  let isClosed = false
  let fault: unknown = null
  let moved = Promise.withResolvers<void>()
  let resting: NodeJS.Timeout | undefined

  const hasClosed = () => isClosed
  const isUpToDate = () => indexed === target

  const catchUp = oneAtATime(async () => {
    try {
      await moveAndCompact()
    } catch (error) {
      // Whoever waits gets it; the next search begins with a new index.
      fault = error
      index = createSearchIndex()
      indexed = null
      tellWaiting()
    }
  })

  async function moveAndCompact(): Promise<void> {
    let compacting: Iterator<void> | null = null
    while (!hasClosed()) {
      const next = target
      if (next !== null && next !== indexed) {
        const moving = await runInSlices(moveFacets(facets, next.listings), hasClosed)
        if (moving.done !== true) return
        facets = moving.value
        if ((await runInSlices(moveIndex(index, next.listings), hasClosed)).done !== true) return
        indexed = next
        tellWaiting()
        continue
      }
      // What is gone since a search began must stay until it ends.
      if (compacting === null && searches === 0 && needsCompacting(index)) compacting = compactIndex(index)
      if (compacting === null) return
      if ((await runInSlices(compacting, () => isClosed || !isUpToDate())).done === true) compacting = null
    }
  }

  function tellWaiting(): void {
    moved.resolve()
    moved = Promise.withResolvers()
  }

  function follow(directory: Directory): void {
    if (directory === target && fault === null) return
    const mayRest = indexed !== null && fault === null
    target = directory
    fault = null
    if (mayRest) resting ??= setTimeout(hurry, restMs).unref()
    else hurry()
  }

  /** Somebody asks for what the directory holds now, or it has rested. */
  function hurry(): void {
    clearTimeout(resting)
    resting = undefined
    if (!isClosed) void catchUp()
  }

  async function untilMoved(): Promise<void> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(notYet()), patienceMs)
    try {
      while (!isUpToDate()) {
        if (resting !== undefined) hurry()
        await Promise.race([moved.promise, late.promise])
        if (fault !== null) throw new Error('the listings cannot be indexed', { cause: fault })
      }
    } finally {
      clearTimeout(timer)
    }
  }

  async function searchOnce(query: string): Promise<SearchedDirectory> {
    while (!isUpToDate()) await untilMoved()
    const directory = indexed
    if (directory === null) throw new Error('a search before any directory')
    searches += 1
    try {
      return { directory, scores: await allOf(searchListings(index, query)) }
    } finally {
      searches -= 1
    }
  }

  return {
    follow,
    async find(current, query) {
      follow(current)
      for (let attempt = 1; ; attempt += 1) {
        const found = await searchOnce(query)
        if (found.directory === target || attempt === mostAttempts) return found
      }
    },
    facetsOf({ listings }) {
      if (facets.listings === listings) return facets
      if (resting !== undefined) hurry()
      return null
    },
    close() {
      isClosed = true
      clearTimeout(resting)
    },
  }
}

async function allOf<Result>(steps: Iterator<void, Result>): Promise<Result> {
  const last = await runInSlices(steps)
  if (last.done !== true) throw new Error('stopped although nothing asked for it')
  return last.value
}

function notYet(): ProblemError {
  return new ProblemError('directory_not_loaded', 'The directory has just been loaded and cannot be searched yet. Try again in a few seconds.', {
    headers: { 'retry-after': '5' },
  })
}
