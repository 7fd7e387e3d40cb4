type Log = { warn(facts: object, message: string): void }

const pauseMs = 60_000

/**
 * Counts something that may happen thousands of times a second, and logs it at most once a minute: the first time at once, then
 * with how often it happened since the line before.
 */
export function createTally(log: Log, message: string, clock: () => number = () => performance.now()): () => void {
  let count = 0
  let notBefore = Number.NEGATIVE_INFINITY
  return () => {
    count += 1
    const now = clock()
    if (now < notBefore) return
    log.warn({ count }, message)
    notBefore = now + pauseMs
    count = 0
  }
}
