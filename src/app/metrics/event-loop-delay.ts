import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How often the delay is sampled, in milliseconds. */
const resolution = 10

export type EventLoopDelay = {
  /** In seconds, since it was last read: what the delay was beyond the pause between two samples. */
  read(): { mean: number; p99: number; max: number }
  close(): void
}

/** Watches how late the event loop comes to what is waiting: nothing of a process is quicker than this. */
export function watchEventLoopDelay(): EventLoopDelay {
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  // Node counts the pause between two samples as a part of the delay.
  const beyondPause = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolution / 1000)
  return {
    read() {
      const { mean, max } = histogram
      const delay =
        histogram.count === 0
          ? { mean: 0, p99: 0, max: 0 }
          : { mean: beyondPause(mean), p99: beyondPause(histogram.percentile(99)), max: beyondPause(max) }
      histogram.reset()
      return delay
    },
    close: () => void histogram.disable(),
  }
}
