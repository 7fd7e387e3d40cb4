import { drawQuestions } from '../support/draw-questions.ts'
import { inWorld } from '../support/open-world.ts'
import type { Scenario } from '../support/scenario.ts'
import { startProxyProcess } from '../support/start-proxy-process.ts'
import { waitForNodes } from '../support/wait-for-nodes.ts'

/** So many that the proxy has hardly any answer yet. */
const manyQuestions = 20_000

/** SIGKILL to one node after the other behind the proxy, and a new start of it. */
export const killNode: Scenario = (original, size) =>
  inWorld({ original, nodes: 2, size }, async (world) => {
    const { rounds, answers } = size
    const { nodes, judge } = world
    const proxy = await startProxyProcess(world)
    const publisher = await world.openPublisher()
    const load = world.keepAsking([proxy], drawQuestions(manyQuestions, 2))
    await world.publishAndSee(publisher)
    for (let round = 0; round < 2 * rounds; round += 1) {
      const node = nodes[round % nodes.length]
      if (node === undefined) continue
      await load.answered(answers)
      await node.kill()
      await load.answered(answers)
      // Nobody waits for the one that is away.
      const { version } = await publisher.publish()
      await waitForNodes(nodes.filter((other) => other !== node), 'goes on alone', ({ directoryVersion }) => directoryVersion >= version)
      judge.startedAgain(node.name)
      await node.start()
      await world.publishAndSee(publisher)
    }
    await load.turnTo([proxy, ...nodes])
    await load.answered(answers)
    return world.conclude('node killed (kill -9) behind the proxy', load, [`${2 * rounds} times`])
  })
