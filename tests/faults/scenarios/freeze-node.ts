import { inWorld } from '../support/open-world.ts'
import type { Scenario } from '../support/scenario.ts'

/** A node sleeps while much is published, and wakes up into load. */
export const freezeNode: Scenario = (original, size) =>
  inWorld({ original, nodes: 2, size }, async (world) => {
    const { rounds, answers, versions } = size
    const { nodes } = world
    const [awake, asleep] = nodes
    if (awake === undefined || asleep === undefined) throw new Error('There are not two nodes.')
    const publisher = await world.openPublisher()
    const load = world.keepAsking(nodes)
    for (let round = 0; round < rounds; round += 1) {
      await load.answered(answers)
      await load.turnTo([awake])
      asleep.send('SIGSTOP')
      for (let left = versions; left > 0; left -= 1) await publisher.publish()
      await load.answered(answers)
      asleep.send('SIGCONT')
      await load.turnTo(nodes)
      await world.publishAndSee(publisher)
    }
    await load.answered(answers)
    return world.conclude('node away (SIGSTOP) while much is published', load, [`${versions} versions slept through, ${rounds} times`])
  })
