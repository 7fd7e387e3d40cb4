import type { FastifyInstance } from 'fastify'

export type Metric = { type: string; help: string; samples: Sample[] }
export type Sample = { name: string; labels: Record<string, string>; value: number }

/** Reads the text of the metrics, of which every line must be one that Prometheus understands. */
export function readMetrics(text: string): Map<string, Metric> {
  const metrics = new Map<string, Metric>()
  let current: Metric | undefined
  for (const line of text.split('\n').filter((entry) => entry !== '')) {
    const [, help, description = ''] = /^# HELP (\w+) (.+)$/.exec(line) ?? []
    const [, typed, type = ''] = /^# TYPE (\w+) (counter|gauge|histogram|summary)$/.exec(line) ?? []
    if (help !== undefined) metrics.set(help, (current = { type: '', help: description, samples: [] }))
    else if (typed !== undefined && current !== undefined) current.type = type
    else current?.samples.push(readSample(line))
  }
  return metrics
}

function readSample(line: string): Sample {
  const [, name, labels = '', value] = /^([a-z_][a-z0-9_]*)(?:\{((?:[a-z_]+="[^"\\\n]*",?)+)\})? (-?[\d.e+-]+)$/.exec(line) ?? []
  if (name === undefined) throw new Error(`No line of a metric: ${line}`)
  const pairs = [...labels.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, key = '', text = '']) => [key, text])
  return { name, labels: Object.fromEntries(pairs), value: Number(value) }
}

/** The value of one line of what /metrics tells now; undefined when there is no such line. */
export async function valueOf(app: FastifyInstance, name: string, labels: Record<string, string> = {}): Promise<number | undefined> {
  const metrics = readMetrics((await app.inject('/metrics')).body)
  const samples = [...metrics.values()].flatMap((metric) => metric.samples)
  return samples.find((sample) => sample.name === name && Object.entries(labels).every(([key, text]) => sample.labels[key] === text))?.value
}
