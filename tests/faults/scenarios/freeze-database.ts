import { inWorld } from '../support/open-world.ts'
import type { Scenario } from '../support/scenario.ts'
import { waitForNodes } from '../support/wait-for-nodes.ts'

/** The database hangs: connections stay open, and nothing is said on them any more. */
export const freezeDatabase: Scenario = (original, size) =>
  inWorld({ original, nodes: size.nodes, size }, async (world) => {
    const { rounds, answers } = size
    const { postgres, nodes } = world
    const publisher = await world.openPublisher()
    const load = world.keepAsking(nodes)
    let noticedMs = 0
    for (let round = 0; round < rounds; round += 1) {
      await world.publishAndSee(publisher)
      await postgres.freeze()
      const frozenAt = performance.now()
      await waitForNodes(nodes, 'notices that its database hangs', ({ database }) => database === 'away')
      noticedMs = Math.max(noticedMs, performance.now() - frozenAt)
      await load.answered(answers)
      postgres.thaw()
      await world.publishAndSee(publisher)
      await waitForNodes(nodes, 'has its database again', ({ database }) => database === 'answers')
    }
    return world.conclude('database hangs (SIGSTOP)', load, [`${rounds} times`, `noticed within ${(noticedMs / 1000).toFixed(1)} s`])
  })
