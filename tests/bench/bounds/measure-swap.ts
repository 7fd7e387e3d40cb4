import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Child } from '../processes/fork-child.ts'
import type { LoadResult, Request } from '../processes/load.ts'
import { publishChange } from '../publish-change.ts'
import type { Contestant } from '../rows/contestant.ts'
import { waitForVersion } from '../wait-for-version.ts'
import type { Bound } from './bound.ts'

type Bench = { contestant: Contestant; generator: Child; database: pg.Client; requests: Request[]; listings: number; seconds: number; connections: number }

const publicationsPerSecond = 10

/**
 * How long the event loop of the directory is late while versions are published under load, beside the same load without
 * publications.
 *
 * @throws Error when a request fails; those refused (503) are counted.
 */
export async function measureSwap({ contestant, generator, database, requests, listings, seconds, connections }: Bench): Promise<Bound[]> {
  const { child, address } = contestant
  const loaded = async (meanwhile: () => Promise<void>) => {
    const load = generator.ask<LoadResult>('load', { address, requests, connections, perConnection: 25, seconds })
    const [result] = await Promise.all([load, child.ask('reset_delay').then(meanwhile)])
    const [right = 0, refused = 0] = [result.statuses[200], result.statuses[503]]
    if (result.failed > 0 || right + refused !== result.answered) {
      throw new Error(`Under load ${result.failed} requests failed, and the answers were ${JSON.stringify(result.statuses)}.`)
    }
    const { delay } = await child.usage()
    return { delay, refused: (refused / result.answered) * 100 }
  }
  const quiet = await loaded(() => Promise.resolve())
  let version = 0
  const swapping = await loaded(async () => {
    for (let publication = 0; publication < publicationsPerSecond * seconds; publication += 1) {
      const due = pause(1000 / publicationsPerSecond)
      version = (await publishChange(database)).version
      await due
    }
  })
  await waitForVersion(address, version)
  const bound = (title: string, figure: number, aim: number | null, unit: Bound['unit'] = 'ms'): Bound => ({ id: 'swap', title, listings, figure, unit, aim })
  return [
    bound('event loop late under load, p99', quiet.delay.p99, null),
    bound('the same while ten versions a second are published, p99', swapping.delay.p99, 20),
    bound('the same, longest', swapping.delay.max, null),
    bound('requests refused meanwhile', swapping.refused, null, '%'),
  ]
}
