import { realPace } from './pace.ts'
import type { Pace } from './pace.ts'

export type OverloadGuard = {
  /**
   * Calls `begin` when an answer may be computed, with true; or with false when it is to be refused. Often at once, and always within
   * a moment. Kept answers do not ask: they cost less than the refusal.
   */
  admit(begin: (admitted: boolean) => void): void
  /** To be called once for each `begin(true)`, when the answer is made. */
  ended(): void
  /** Seconds for `Retry-After`: 1 to 3, different for each, so that those refused do not come back as one crowd. */
  retryAfter(): number
  close(): void
}

/**
 * Computing in one turn of the event loop, for what has just been asked and what has waited together. Between two turns kept answers
 * are given, and one new connection is accepted: long turns would let those wait who ask for the first time.
 */
const perTurnMs = 6

/** Whoever has waited so long is refused: a quick word lets a caller ask another node, or show what it has. */
const longestWaitMs = 500

/** Most that wait, and most that are computed at the same time, as far as they do something else meanwhile: each holds memory. */
const mostWaiting = 1000
const mostAtOnce = 200

const sampleMs = 100
const samples = 5

/**
 * Most that one sample counts. One long pause alone (a collection of garbage, a machine that slept) is over when it is seen, and
 * refuses nobody; several in a row do.
 */
const mostOfOneSampleMs = 1000

/**
 * Decides which answers are computed when more is asked than can be done. Early refusals keep the rest quick; late ones help nobody.
 * Besides those that wait too long it refuses while timers have been late for half a second, by more than the longest wait on
 * average: then the machine has too little left for this process.
 */
export function createOverloadGuard(pace: Pace = realPace): OverloadGuard {
  const late = new Float64Array(samples)
  let nextSample = 0
  let isStarved = false
  let lastTick = pace.now()
  const waiting: { begin: (admitted: boolean) => void; since: number }[] = []
  let computing = 0
  let spentMs = 0
  let turnIsWatched = false

  const timer = pace.every(sampleMs, () => {
    const now = pace.now()
    late[nextSample] = Math.min(mostOfOneSampleMs, Math.max(0, now - lastTick - sampleMs))
    nextSample = (nextSample + 1) % samples
    lastTick = now
    isStarved = late.reduce((sum, ms) => sum + ms, 0) / samples > longestWaitMs
  })

  function run(begin: (admitted: boolean) => void): void {
    computing += 1
    begin(true)
  }

  function watchTurn(): void {
    if (turnIsWatched) return
    turnIsWatched = true
    pace.afterTurn(nextTurn)
  }

  function nextTurn(): void {
    turnIsWatched = false
    const began = pace.now()
    const ends = began + perTurnMs - spentMs
    // Who waits comes before who asks then, so that the next turn is theirs even where this one is over.
    while (pace.now() < ends) {
      const next = waiting.shift()
      if (next === undefined) break
      if (began - next.since > longestWaitMs || computing >= mostAtOnce) next.begin(false)
      else run(next.begin)
    }
    spentMs = 0
    if (waiting.length > 0) watchTurn()
  }

  return {
    admit(begin) {
      if (computing >= mostAtOnce || waiting.length >= mostWaiting || isStarved) {
        begin(false)
        return
      }
      watchTurn()
      const now = pace.now()
      if (waiting.length > 0 || spentMs >= perTurnMs) {
        waiting.push({ begin, since: now })
        return
      }
      run(begin)
      spentMs += pace.now() - now
    },
    ended: () => void (computing -= 1),
    retryAfter: () => 1 + Math.floor(Math.random() * 3),
    close: () => timer.stop(),
  }
}
