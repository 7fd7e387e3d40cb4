import { realPace } from './pace.ts'
import type { Pace } from './pace.ts'

export type OverloadGuard = {
  /** Whether an answer that must be computed is refused now. Kept answers never are: they cost less than the refusal. */
  refuses(): boolean
  /** An answer is being computed; to be followed by `ended`, once. */
  began(): void
  ended(): void
  /** Seconds for `Retry-After`: 1 to 3, different for each, so that those refused do not come back as one crowd. */
  retryAfter(): number
  close(): void
}

const sampleMs = 100
const samples = 5

/** Mean lateness of the last samples above which answers are refused: a caller would wait longer than the wait is worth. */
const mostLateMs = 250

/**
 * Most that one sample counts. One long pause alone (a collection of garbage, a machine that slept) is over when it is seen, and
 * refuses nobody; two within half a second do.
 */
const mostOfOneSampleMs = 1000

/** More answers than this are not computed at the same time: each holds memory, and all of them get slower. */
const mostAtOnce = 200

/**
 * Tells when this process cannot keep up, by how late a timer is: requests that wait to be read are seen nowhere else. Early
 * refusals keep the rest quick; late ones help nobody.
 */
export function createOverloadGuard(pace: Pace = realPace): OverloadGuard {
  const late = new Float64Array(samples)
  let next = 0
  let lastTick = pace.now()
  let computing = 0

  /** Capped, and never below nothing: a timer may be early by a fraction. */
  const lateness = () => Math.min(mostOfOneSampleMs, Math.max(0, pace.now() - lastTick - sampleMs))
  const timer = pace.every(sampleMs, () => {
    late[next] = lateness()
    next = (next + 1) % samples
    lastTick = pace.now()
  })

  /** With the sample that is not over: a loop that is stuck in a crowd of requests comes to no timer. */
  function meanLateMs(): number {
    let sum = lateness()
    // The oldest gives way to the one that is being taken.
    for (let index = 0; index < samples; index++) if (index !== next) sum += late[index] ?? 0
    return sum / samples
  }

  return {
    refuses: () => computing >= mostAtOnce || meanLateMs() > mostLateMs,
    began: () => void (computing += 1),
    ended: () => void (computing -= 1),
    retryAfter: () => 1 + Math.floor(Math.random() * 3),
    close: () => timer.stop(),
  }
}
