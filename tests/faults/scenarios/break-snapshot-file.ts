import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { drawNumbers } from '../../bench/fill/draw-numbers.ts'
import { waitFor } from '../support/wait-for.ts'
import { inWorld } from '../support/open-world.ts'
import { readMetric, readReadiness } from '../support/read-node.ts'
import type { Scenario } from '../support/scenario.ts'


const flip = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

/** Ways in which a file breaks; each is to be refused. */
const ways: readonly ((bytes: Buffer, draw: (below: number) => number) => Buffer)[] = [
  (bytes, draw) => bytes.subarray(0, draw(bytes.length)),
  (bytes, draw) => flip(bytes, draw(bytes.length)),
  (bytes) => Buffer.from(bytes.toString('latin1').replace(/"version":\d+/, '"version":999999'), 'latin1'),
  () => Buffer.alloc(0),
  (bytes) => Buffer.concat([bytes, bytes]),
]

/**
 * A node is killed and its snapshot file broken: without its database it refuses to start and says why; with it, it starts and
 * writes the file anew.
 */
export const breakSnapshotFile: Scenario = (original, size) =>
  inWorld({ original, nodes: 1, size }, async (world) => {
    const { rounds, answers } = size
    const [node] = world.nodes
    if (node === undefined) throw new Error('There is no node.')
    const file = path.join(node.dataDir, 'snapshot/directory.snapshot')
    const isWritten = async () => {
      const { directoryVersion } = await readReadiness(node)
      await waitFor('the file is written', async () => (await readMetric(node, 'snapshot_file_version')) === directoryVersion)
    }
    await isWritten()
    await node.kill()
    const whole = await readFile(file)
    await world.postgres.stop()

    const draw = drawNumbers(7)
    const problems: string[] = []
    const broken = Array.from({ length: rounds * 2 }, (_, index) => ways[index % ways.length]?.(whole, draw) ?? Buffer.alloc(0))
    for (const [index, bytes] of broken.entries()) {
      await writeFile(file, bytes)
      const code = await node.startInVain()
      if (code !== 1 || !/The database at .* cannot be used[^]*The snapshot file .* is not used: it is broken/.test(node.output())) {
        problems.push(`With file ${index} and without a database it ended with ${code} and said: ${node.output()}`)
      }
    }
    await writeFile(file, whole)
    await node.start()
    if ((await readReadiness(node)).source !== 'file') problems.push('The whole file is not used.')
    await node.kill()

    await writeFile(file, broken[0] ?? '')
    await world.postgres.start()
    await node.start()
    if ((await readReadiness(node)).source !== 'database') problems.push('It does not take the directory from the database.')
    await isWritten()
    const load = world.keepAsking(world.nodes)
    await world.publishAndSee(await world.openPublisher())
    await load.answered(answers)
    const row = await world.conclude('snapshot file broken', load, [`${broken.length} broken files refused`])
    return { ...row, problems: [...row.problems, ...problems] }
  })
