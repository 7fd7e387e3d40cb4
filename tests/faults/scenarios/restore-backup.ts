import { inWorld } from '../support/open-world.ts'
import { backUpDatabase, restoreDatabase } from '../support/replace-database.ts'
import type { Scenario } from '../support/scenario.ts'
import { waitForNodes } from '../support/wait-for-nodes.ts'
import { waitForVersion } from '../support/wait-for-version.ts'

/**
 * An older copy takes the place of the database while nodes run: one sees the version go back; another sleeps meanwhile, and wakes up when the
 * copy has gone beyond the version that it knew.
 */
export const restoreBackup: Scenario = (original, size) =>
  inWorld({ original, nodes: 2, size }, async (world) => {
    const { rounds, answers } = size
    const { postgres, nodes, ledger, judge } = world
    const [awake, asleep] = nodes
    if (awake === undefined || asleep === undefined) throw new Error('There are not two nodes.')
    const load = world.keepAsking(nodes)
    for (let round = 0; round < rounds; round += 1) {
      await world.publishAndSee(await world.openPublisher(), 3)
      const restored = ledger.last()
      await backUpDatabase(postgres.adminUrl)
      await world.publishAndSee(await world.openPublisher(), 5)
      const forgotten = ledger.last()
      await load.answered(answers)

      await load.turnTo([awake])
      asleep.send('SIGSTOP')
      judge.setBack()
      await restoreDatabase(postgres.adminUrl)
      ledger.setBackTo(restored)
      await waitForNodes([awake], 'is back at the older version', ({ directoryVersion }) => directoryVersion === restored)
      await load.answered(answers)
      const publisher = await world.openPublisher()
      while (ledger.last() <= forgotten) await publisher.publish()
      await waitForVersion([awake], ledger.last())
      judge.startedAgain(asleep.name)
      asleep.send('SIGCONT')
      await world.publishAndSee(publisher)
      await load.turnTo(nodes)
      await load.answered(answers)
    }
    return world.conclude('database replaced by an older copy', load, [`${rounds} times`])
  })
