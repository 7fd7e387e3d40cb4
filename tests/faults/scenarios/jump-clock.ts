import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeDataFolder } from '../../support/data-folder.ts'
import { compareWithDatabase } from '../support/compare-with-database.ts'
import { inWorld } from '../support/open-world.ts'
import { readReadiness } from '../support/read-node.ts'
import type { Scenario } from '../support/scenario.ts'

const hour = 3_600_000
/** Forward and back, by less and by more than anything is kept; beyond a year nobody's listings would be left. */
const jumps = [90 * 60_000, -27 * hour, 300 * 24 * hour, 0]
const preload = path.resolve(import.meta.dirname, '../processes/jump-clock.ts')

/** The clock of a node jumps by hours and days, and back. */
export const jumpClock: Scenario = (original, size) =>
  inWorld({ original, nodes: 0, size }, async (world) => {
    const { rounds, answers } = size
    const folder = await makeDataFolder()
    world.closers.push(folder.remove)
    const file = path.join(folder.path, 'offset')
    const node = await world.startNode('node-1', { NODE_OPTIONS: `--import=${pathToFileURL(preload).href}`, JUMP_CLOCK_FILE: file, RATE_LIMIT_PER_MINUTE: '1000000' })
    world.nodes.push(node)
    const publisher = await world.openPublisher()
    const load = world.keepAsking([node])
    const problems: string[] = []
    const all = Array.from({ length: rounds }, () => jumps).flat()
    for (const [index, offset] of all.entries()) {
      await load.answered(answers)
      world.judge.clockChanges()
      await writeFile(file, String(offset))
      const said = node.waitFor(new RegExp(`Jump ${index + 1} of the clock is done`))
      node.send('SIGUSR2')
      await said
      world.judge.clockIsSet()
      problems.push(...(await compareWithDatabase([node], world.postgres.url, world.questions, () => new Date(Date.now() + offset))))
      // The poll, the woken reading and the limit of requests do not follow the clock of the wall.
      await world.publishAndSee(publisher)
      const { database, confirmedSecondsAgo } = await readReadiness(node)
      if (database !== 'answers' || (confirmedSecondsAgo ?? 60) >= 60) problems.push(`After a jump to ${offset} ms: ${database}, confirmed ${confirmedSecondsAgo} s ago`)
      const left = /;t=(\d+)$/.exec((await fetch(`${node.address}/v1/vocabulary`)).headers.get('ratelimit') ?? '')?.[1]
      if (left === undefined || Number(left) > 60) problems.push(`After a jump to ${offset} ms a limit ends in ${left} s.`)
    }
    const row = await world.conclude('clock jumps', load, [`${all.length} jumps, up to 300 days`])
    return { ...row, problems: [...row.problems, ...problems] }
  })
