import { mostConnections } from '../../../src/app/limits/most-connections.ts'
import { startProcess } from '../../support/start-process.ts'
import { waitFor } from '../support/wait-for.ts'
import { inWorld } from '../support/open-world.ts'
import { readMetric } from '../support/read-node.ts'
import type { Scenario } from '../support/scenario.ts'

/** For the load and whoever else is connected. */
const reserve = 200

/** Thousands of connections on which one byte comes every few seconds: others are served meanwhile, and the slow are cut off. */
export const slowConnections: Scenario = (original, size) =>
  inWorld({ original, nodes: 1, size }, async (world) => {
    const { connections, answers } = size
    const [node] = world.nodes
    if (node === undefined) throw new Error('There is no node.')
    const count = Math.min(connections, mostConnections() - reserve)
    const load = world.keepAsking(world.nodes)
    await load.answered(answers)
    const { hostname, port } = new URL(node.address)
    const slow = startProcess('tests/faults/processes/open-slow-connections.ts', [hostname, port, String(count)], {})
    world.closers.push(async () => {
      slow.child.kill('SIGKILL')
      await slow.ended
    })
    const begun = performance.now()
    let most = 0
    const watching = waitFor(
      'the slow are cut off',
      async () => {
        most = Math.max(most, (await readMetric(node, 'http_connections')) ?? 0)
        return /^cut /m.test(slow.output())
      },
    )
    const [, open = '0'] = await slow.waitFor(/^open (\d+) failed \d+$/m)
    await load.answered(answers)
    await world.publishAndSee(await world.openPublisher())
    await watching
    const cutMs = performance.now() - begun
    await load.answered(answers)
    const notes = [`${open} connections, ${most} at the same time`, `all cut off after ${(cutMs / 1000).toFixed(0)} s`]
    const row = await world.conclude('slow connections', load, notes)
    if (Number(open) < count) row.problems.push(`Only ${open} of ${count} connections could be made.`)
    return row
  })
