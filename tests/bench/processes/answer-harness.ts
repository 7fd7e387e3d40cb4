import { Session } from 'node:inspector/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Usage } from './usage.ts'

/** Of a profile: often enough for requests that take 20 µs. */
const sampleMicros = 200

type Question = { id: number; ask: string; value: unknown }

/** The histogram sees the whole time between two looks, this many milliseconds of which are not late at all. */
const resolution = 1

/**
 * Lets the process that forked this one ask questions: `usage`, `reset_delay`, `collect_garbage`,
 * `start_profile`, `stop_profile`, and those given. A process that
 * has lost it ends itself.
 *
 * @param answers by the name of the question; what they throw is told to the one who asked
 */
export function answerHarness(answers: Record<string, (value: unknown) => unknown>): void {
  const delay = monitorEventLoopDelay({ resolution })
  delay.enable()
  const inspector = new Session()
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution)
  const all: Record<string, (value: unknown) => unknown> = {
    usage: (): Usage => {
      const { user, system } = process.cpuUsage()
      const { rss, heapUsed } = process.memoryUsage()
      return {
        cpuMicros: user + system,
        userMicros: user,
        rss,
        heapUsed,
        peakRss: process.resourceUsage().maxRSS * 1024,
        delay: { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) },
      }
    },
    reset_delay: () => delay.reset(),
    collect_garbage: () => {
      setFlagsFromString('--expose-gc')
      runInNewContext('gc')()
    },
    start_profile: async () => {
      inspector.connect()
      await inspector.post('Profiler.enable')
      await inspector.post('Profiler.setSamplingInterval', { interval: sampleMicros })
      await inspector.post('Profiler.start')
    },
    stop_profile: async () => {
      const { profile } = await inspector.post('Profiler.stop')
      inspector.disconnect()
      return JSON.stringify(profile)
    },
    ...answers,
  }
  process.on('message', ({ id, ask, value }: Question) => {
    void Promise.resolve()
      .then(() => all[ask]?.(value))
      .then(
        (answer) => process.send?.({ id, answer }),
        (error: unknown) => process.send?.({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      )
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ ready: true })
}
