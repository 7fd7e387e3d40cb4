import { randomInt } from 'node:crypto'
import { v7 } from 'uuid'

/** `count` new UUIDv7 of the instant `at`; their order is the order of the list. */
export function newIds(at: Date, count: number): string[] {
  // The sequence number has 32 bits; from a random start, two lists of one millisecond hardly ever mix.
  const start = randomInt(2 ** 31)
  return Array.from({ length: count }, (_, index) => v7({ msecs: at.getTime(), seq: start + index }))
}
