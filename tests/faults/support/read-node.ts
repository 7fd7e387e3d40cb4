import { readMetrics } from '../../support/metrics.ts'

export type Readiness = {
  directoryVersion: number
  source: 'database' | 'file'
  database: 'answers' | 'away'
  databaseAwaySince: string | null
  confirmedSecondsAgo: number | null
  snapshotFile: 'kept' | 'faulty' | 'none'
}

type Asked = { address: string }

/** What a node says in /readyz. */
export async function readReadiness({ address }: Asked): Promise<Readiness> {
  const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(30_000) })
  if (response.status !== 200) throw new Error(`/readyz of ${address} says ${response.status}.`)
  return (await response.json()) as Readiness
}

/** The value of a metric without labels; null when the node does not tell it. */
export async function readMetric({ address }: Asked, name: string): Promise<number | null> {
  const response = await fetch(`${address}/metrics`, { signal: AbortSignal.timeout(30_000) })
  return readMetrics(await response.text()).get(name)?.samples[0]?.value ?? null
}
