import { inWorld } from '../support/open-world.ts'
import type { Scenario } from '../support/scenario.ts'
import { waitForNodes } from '../support/wait-for-nodes.ts'

/** SIGKILL to every process of the database in the middle of load, and of a publication. */
export const killDatabase: Scenario = (original, size) =>
  inWorld({ original, nodes: size.nodes, size }, async (world) => {
    const { rounds, answers } = size
    const { postgres, nodes } = world
    const load = world.keepAsking(nodes)
    for (let round = 0; round < rounds; round += 1) {
      const publisher = await world.openPublisher()
      await world.publishAndSee(publisher, 3)
      await load.answered(answers)
      const publishing = publisher.publishUntilLost()
      await postgres.kill()
      await publishing
      await waitForNodes(nodes, 'notices that its database is away', ({ database }) => database === 'away')
      await load.answered(answers)
      await postgres.start()
      await publisher.settle()
      await world.publishAndSee(await world.openPublisher(), 3)
      await waitForNodes(nodes, 'has its database again', ({ database }) => database === 'answers')
    }
    return world.conclude('database killed (kill -9)', load, [`${rounds} times`])
  })
