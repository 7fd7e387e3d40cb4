import { collectDefaultMetrics, Registry } from 'prom-client'

let registry: Registry | undefined

/** Metrics of the library which look at every connection there is, each time they are read, or say what ours say better. */
const leftOut = [
  /^nodejs_active_/,
  /^process_open_fds$/,
  // Counts the pause between two samples as delay; see event-loop-delay.ts.
  /^nodejs_eventloop_lag_/,
]

/** Memory, processor and garbage collection of this process, which all applications in it share. */
export function processMetrics(): Registry {
  if (registry !== undefined) return registry
  registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const { name } of registry.getMetricsAsArray()) {
    if (leftOut.some((pattern) => pattern.test(name))) registry.removeSingleMetric(name)
  }
  return registry
}
