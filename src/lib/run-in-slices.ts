import { setImmediate as others } from 'node:timers/promises'

/** Milliseconds that work may hold everybody else up. */
const sliceMs = 5

/**
 * Goes through the steps of some work, each of which is short, and lets others have their turn in between.
 *
 * @param shouldStop asked at each turn; the work can be gone on with later
 * @returns the last step: what the work came to, or that it was stopped before its end
 */
export async function runInSlices<Result>(
  steps: Iterator<void, Result>,
  shouldStop: () => boolean = () => false,
): Promise<IteratorResult<void, Result>> {
  for (;;) {
    const until = performance.now() + sliceMs
    do {
      const step = steps.next()
      if (step.done === true) return step
    } while (performance.now() < until)
    await others()
    if (shouldStop()) return { done: false, value: undefined }
  }
}
