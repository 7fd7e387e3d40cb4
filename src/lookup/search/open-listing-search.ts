import type { Directory } from '../../help/directory.ts'
import { ProblemError } from '../../lib/errors.ts'
import { runInSlices } from '../../lib/run-in-slices.ts'
import { compactIndex, needsCompacting } from './compact-index.ts'
import { moveIndex } from './move-index.ts'
import { createSearchIndex } from './search-index.ts'
import { searchListings } from './search-listings.ts'

/** Searches the directory that was followed last; see `searchListings` for what it returns. */
export type Search = (query: string) => Uint32Array

export type ListingSearch = {
  /** Brings the index to a directory, in the background where that takes longer than a moment. Call it with each new one. */
  follow(directory: Directory): void
  /**
   * Answers with a search as soon as the index is that of the current directory, or of one that was published meanwhile.
   * `answer` must not wait for anything: the index may move on.
   *
   * @throws ProblemError when that takes too long
   */
  answer<Answer>(current: Directory, answer: (directory: Directory, search: Search) => Answer): Promise<Answer>
  close(): void
}

/** Milliseconds that a search waits for the index after a large change. */
const patienceMs = 5000

/** The search of one node: its index follows the directory from version to version, and lets requests have their turn meanwhile. */
export function openListingSearch(): ListingSearch {
  let index = createSearchIndex()
  let indexed: Directory | null = null
  let target: Directory | null = null
  let isRunning = false
  let isClosed = false
  let fault: unknown = null
  let moved = Promise.withResolvers<void>()

  async function run(): Promise<void> {
    let compacting: Iterator<void> | null = null
    while (!isClosed) {
      const next = target
      if (next !== null && next !== indexed) {
        if (!(await runInSlices(moveIndex(index, next.listings), () => isClosed))) return
        indexed = next
        tellWaiting()
        continue
      }
      if (compacting === null && needsCompacting(index)) compacting = compactIndex(index)
      if (compacting === null) return
      if (await runInSlices(compacting, () => isClosed || target !== indexed)) compacting = null
    }
  }

  async function runUntilDone(): Promise<void> {
    isRunning = true
    fault = null
    try {
      await run()
    } catch (error) {
      // Whoever waits gets it; the next search begins with a new index.
      fault = error
      index = createSearchIndex()
      indexed = null
      tellWaiting()
    } finally {
      isRunning = false
    }
  }

  function tellWaiting(): void {
    moved.resolve()
    moved = Promise.withResolvers()
  }

  function follow(directory: Directory): void {
    target = directory
    if (!isRunning && indexed !== directory) void runUntilDone()
  }

  async function untilIndexed(): Promise<Directory> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(notYet()), patienceMs)
    try {
      while (indexed === null || indexed !== target) {
        await Promise.race([moved.promise, late.promise])
        if (fault !== null) throw new Error('the listings cannot be indexed', { cause: fault })
      }
      return indexed
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    follow,
    async answer(current, answer) {
      follow(current)
      // Looked at again after each wait: another change may have come in between.
      while (indexed !== target) await untilIndexed()
      if (indexed === null) throw new Error('nothing to search')
      return answer(indexed, (query) => searchListings(index, query))
    },
    close() {
      isClosed = true
    },
  }
}

function notYet(): ProblemError {
  return new ProblemError('directory_not_loaded', 'The directory has just been loaded and cannot be searched yet. Try again in a few seconds.', {
    headers: { 'retry-after': '5' },
  })
}
