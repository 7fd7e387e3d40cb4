import { setImmediate as others } from 'node:timers/promises'

/** Milliseconds that work may hold everybody else up. */
const sliceMs = 5

/**
 * Goes through the steps of some work, each of which is short, and lets others have their turn in between.
 *
 * @param shouldStop asked at each turn; the work can be gone on with later
 * @returns whether the work is done
 */
export async function runInSlices(steps: Iterator<void>, shouldStop: () => boolean = () => false): Promise<boolean> {
  for (;;) {
    const until = performance.now() + sliceMs
    do {
      if (steps.next().done === true) return true
    } while (performance.now() < until)
    await others()
    if (shouldStop()) return false
  }
}
