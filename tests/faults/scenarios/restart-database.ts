import { inWorld } from '../support/open-world.ts'
import type { Scenario } from '../support/scenario.ts'

/** An operator restarts the database several times under load, also while somebody publishes. */
export const restartDatabase: Scenario = (original, size) =>
  inWorld({ original, nodes: size.nodes, size }, async (world) => {
    const { rounds, answers } = size
    const { postgres, nodes } = world
    const restarts = 2 * rounds
    const load = world.keepAsking(nodes)
    for (let round = 0; round < restarts; round += 1) {
      const publisher = await world.openPublisher()
      await world.publishAndSee(publisher)
      const publishing = publisher.publishUntilLost()
      await load.answered(answers)
      await postgres.stop()
      await publishing
      await postgres.start()
      await publisher.settle()
    }
    await world.publishAndSee(await world.openPublisher())
    await load.answered(answers)
    return world.conclude('database restarted', load, [`${restarts} times`])
  })
