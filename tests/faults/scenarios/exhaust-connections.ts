import { waitFor } from '../support/wait-for.ts'
import { inWorld } from '../support/open-world.ts'
import { readMetric, readReadiness } from '../support/read-node.ts'
import type { Scenario } from '../support/scenario.ts'
import { takeAllConnections } from '../support/take-all-connections.ts'
import { waitForNodes } from '../support/wait-for-nodes.ts'


/** Others take all connections of the database while one node runs and another starts, which has a snapshot file. */
export const exhaustConnections: Scenario = (original, size) =>
  inWorld({ original, nodes: 2, size }, async (world) => {
    const { rounds, answers } = size
    const { postgres, nodes, judge } = world
    const [running, starting] = nodes
    if (running === undefined || starting === undefined) throw new Error('There are not two nodes.')
    const load = world.keepAsking(nodes)
    const problems: string[] = []
    let most = 0
    for (let round = 0; round < rounds; round += 1) {
      const publisher = await world.openPublisher()
      await world.publishAndSee(publisher)
      await publisher.close()
      await waitFor('the file is written', async () => (await readMetric(starting, 'snapshot_file_version')) === world.ledger.last())
      await load.turnTo([running])
      await starting.kill()
      const { count, release } = await takeAllConnections(postgres.url, postgres.adminUrl)
      world.closers.push(release)
      most = Math.max(most, count)
      await waitForNodes([running], 'notices', ({ database }) => database === 'away')
      judge.startedAgain(starting.name)
      await starting.start()
      if ((await readReadiness(starting)).source !== 'file') problems.push('The node that starts does not use its file.')
      await load.turnTo(nodes)
      await load.answered(answers)
      await release()
      await waitForNodes(nodes, 'has its database again', ({ database, source }) => database === 'answers' && source === 'database')
    }
    await world.publishAndSee(await world.openPublisher())
    const row = await world.conclude('all connections of the database taken', load, [`${most} connections, ${rounds} times`])
    return { ...row, problems: [...row.problems, ...problems] }
  })
