import { Registry } from 'prom-client'
import type { Counter } from 'prom-client'
import { collectMetrics } from './collect-metrics.ts'
import type { Sample } from './collect-metrics.ts'
import type { Meter } from './create-meter.ts'
import { watchEventLoopDelay } from './event-loop-delay.ts'
import type { Observed } from './observed.ts'
import { ownMetrics } from './own-metrics.ts'
import type { OwnMetric } from './own-metrics.ts'
import { processMetrics } from './process-metrics.ts'

export type Metrics = {
  mediaType: string
  /** Everything that is measured, as Prometheus reads it. */
  write(): Promise<string>
  close(): void
}

/** The metrics of one application, in a registry of its own, followed by those of its process. */
export function createMetrics(meter: Meter, observed: Observed): Metrics {
  const delay = watchEventLoopDelay()
  // From the beginning, because it counts what has been used since it was made.
  const ofProcess = processMetrics()
  return {
    mediaType: Registry.PROMETHEUS_CONTENT_TYPE,
    async write() {
      const samples = await collectMetrics(meter, observed, delay)
      const registry = new Registry()
      for (const name of Object.keys(ownMetrics) as OwnMetric[]) registry.registerMetric(asMetric(name, samples[name]))
      return `${await registry.metrics()}\n${await ofProcess.metrics()}`
    },
    close: () => delay.close(),
  }
}

/** What the library needs of a metric in order to write it: its own metrics count by themselves, one call at a time. */
function asMetric(name: OwnMetric, samples: Sample[]): Counter {
  const { type, help } = ownMetrics[name]
  const values = samples.map(({ labels, value, suffix = '' }) => ({ labels, value, metricName: `${name}${suffix}` }))
  const metric = { name, help, get: () => Promise.resolve({ name, help, type, values, aggregator: 'sum' }) }
  return metric as unknown as Counter
}
