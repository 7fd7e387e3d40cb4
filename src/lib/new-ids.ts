import { randomInt } from 'node:crypto'
import { v7 } from 'uuid'

/** The sequence number of an id has 32 bits. */
const sequences = 2 ** 32

/** From a random start, what two processes make in one millisecond hardly ever mixes. */
let next = randomInt(sequences / 2)

/**
 * `count` new UUIDv7 of the instant `at`. Their order is the order in which this process made them, within the list and among all of one
 * millisecond.
 */
export function newIds(at: Date, count: number): string[] {
  // Once in 2^32 ids the count begins anew.
  const start = next + count > sequences ? 0 : next
  next = start + count
  return Array.from({ length: count }, (_, index) => v7({ msecs: at.getTime(), seq: start + index }))
}
