import { startDatabaseProxy } from '../../support/database-proxy.ts'
import type { DatabaseProxy } from '../../support/database-proxy.ts'
import { dropNotifications } from '../support/drop-notifications.ts'
import type { Deaf } from '../support/drop-notifications.ts'
import { inWorld } from '../support/open-world.ts'
import type { Scenario } from '../support/scenario.ts'
import { waitForNodes } from '../support/wait-for-nodes.ts'

/**
 * No notification reaches a node, so that only its poll finds out what is new; then its connections are dead without a word, and nobody
 * closes them.
 */
export const loseNotifications: Scenario = (original, size) => {
  let deaf: Deaf
  let proxy: DatabaseProxy
  return inWorld(
    {
      original,
      nodes: size.nodes,
      size,
      async reach({ url }, closers) {
        deaf = await dropNotifications(url)
        closers.push(deaf.close)
        proxy = await startDatabaseProxy(deaf.url)
        closers.push(proxy.close)
        return proxy.url
      },
    },
    async (world) => {
      const { rounds, answers } = size
      const { nodes } = world
      const publisher = await world.openPublisher()
      const load = world.keepAsking(nodes)
      for (let round = 0; round < rounds; round += 1) {
        for (let times = 0; times < 3; times += 1) await world.publishAndSee(publisher)
        proxy.turn('silent')
        await publisher.publish()
        await load.answered(answers)
        await waitForNodes(nodes, 'notices that its database is silent', ({ database }) => database === 'away')
        proxy.turn('refuses')
        proxy.turn('works')
        await waitForNodes(nodes, 'has its database again', ({ database }) => database === 'answers')
        await world.publishAndSee(publisher)
      }
      const row = await world.conclude('notifications lost, then the connection dead', load, [`${deaf.dropped()} notifications swallowed`])
      if (deaf.dropped() === 0) row.problems.push('No notification was swallowed: this shows nothing.')
      return row
    },
  )
}
