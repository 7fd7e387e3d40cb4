/** The process that asks: it is told whom, what and for how long. */
import autocannon from 'autocannon'
import { answerHarness } from './answer-harness.ts'
import type { Load, LoadResult } from './load.ts'

const sampleInterval = 25

function load({ address, requests, connections, perConnection, seconds }: Load): Promise<LoadResult> {
  const { promise, resolve, reject } = Promise.withResolvers<LoadResult>()
  const all = requests.map(({ url, headers }) => ({ method: 'GET' as const, path: url, headers }))
  let client = 0
  let begin = 0
  let end = 0
  const instance = autocannon(
    {
      url: address,
      connections,
      timeout: 30,
      sampleInt: sampleInterval,
      ...(seconds === null ? { amount: connections * perConnection } : { duration: seconds }),
      // Every connection goes through another part of the requests, so that all are asked although none asks all.
      setupClient: (connection) => {
        const from = client * perConnection
        connection.setRequests(Array.from({ length: perConnection }, (_, index) => ({ ...all[(from + index) % all.length] })))
        client += 1
        connection.once('done', () => {
          end = performance.now()
        })
      },
    },
    (error: Error | null, result) => {
      if (error instanceof Error) reject(error)
      else {
        const statuses = Object.entries(result.statusCodeStats ?? {}).map(([status, { count }]) => [Number(status), count ?? 0] as const)
        resolve({
          answered: statuses.reduce((sum, [, count]) => sum + count, 0),
          statuses: Object.fromEntries(statuses),
          failed: result.errors + result.timeouts,
          seconds: (end - begin) / 1000,
          latency: { p50: result.latency.p50, p99: result.latency.p99 },
        })
      }
    },
  )
  instance.once('start', () => {
    begin = performance.now()
  })
  return promise
}

answerHarness({ load: (value) => load(value as Load) })
