import { setTimeout as pause } from 'node:timers/promises'
import type { Child } from './processes/fork-child.ts'

const lookMs = 100

/** Below this share of a processor nothing but timers runs. */
const idleShare = 0.05

const patienceMs = 120_000

/**
 * Waits until a process has done what it does in the background, such as indexing for searches and writing a file.
 *
 * @returns milliseconds that this took
 * @throws Error when it is still busy after two minutes.
 */
export async function settle(child: Child): Promise<number> {
  const begin = performance.now()
  let { cpuMicros } = await child.usage()
  let from = performance.now()
  for (;;) {
    await pause(lookMs)
    const now = await child.usage()
    const until = performance.now()
    if (now.cpuMicros - cpuMicros < (until - from) * 1000 * idleShare) return from - begin
    if (until - begin > patienceMs) throw new Error(`A server without requests is still busy after ${patienceMs / 1000} s.`)
    cpuMicros = now.cpuMicros
    from = until
  }
}
