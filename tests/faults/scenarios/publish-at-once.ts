import { inWorld } from '../support/open-world.ts'
import type { Scenario } from '../support/scenario.ts'

/** Two publishers, whose transactions overlap, and load on both nodes. */
export const publishAtOnce: Scenario = (original, size) =>
  inWorld({ original, nodes: 2, size }, async (world) => {
    const { answers, versions } = size
    const { nodes, ledger } = world
    const publishers = [await world.openPublisher(), await world.openPublisher()] as const
    const load = world.keepAsking(nodes)
    await Promise.all(
      publishers.map(async (publisher) => {
        for (let left = versions; left > 0; left -= 1) await publisher.publish()
      }),
    )
    await world.publishAndSee(publishers[0])
    await load.answered(answers)
    const row = await world.conclude('two publish at once', load, [])
    const numbers = ledger.publications().map(({ version }) => version)
    const gaps = Math.max(...numbers) - Math.min(...numbers) + 1 - new Set(numbers).size
    row.notes.push(`${gaps} gaps in the versions`)
    if (gaps > 0 || new Set(numbers).size < numbers.length) row.problems.push('The versions have gaps, or were given twice.')
    return row
  })
