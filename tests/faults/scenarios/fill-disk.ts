import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { waitFor } from '../support/wait-for.ts'
import { canLimitFileSize, limitFileSize } from '../support/limit-file-size.ts'
import { inWorld } from '../support/open-world.ts'
import { readMetric, readReadiness } from '../support/read-node.ts'
import type { Scenario } from '../support/scenario.ts'

const room = 16_384

/** No room for the snapshot file: the node serves on, says so, and writes it when there is room again. */
export const fillDisk: Scenario = (original, size) =>
  inWorld({ original, nodes: 1, size }, async (world) => {
    const { rounds, answers } = size
    const [node] = world.nodes
    if (node === undefined) throw new Error('There is no node.')
    if (!canLimitFileSize) return world.conclude('no room for the snapshot file', null, ['cannot be tried on this system'])
    const publisher = await world.openPublisher()
    const load = world.keepAsking(world.nodes)
    const problems: string[] = []
    const fileIs = (faulty: 0 | 1) => waitFor(`snapshot_file_faulty is ${faulty}`, async () => (await readMetric(node, 'snapshot_file_faulty')) === faulty)
    for (let round = 0; round < rounds; round += 1) {
      await waitFor('the file is written', async () => (await readMetric(node, 'snapshot_file_version')) !== null)
      const before = await readMetric(node, 'snapshot_file_version')
      await limitFileSize(node.pid(), room)
      await world.publishAndSee(publisher)
      await fileIs(1)
      await load.answered(answers)
      await world.publishAndSee(publisher)
      if ((await readMetric(node, 'snapshot_file_version')) !== before) problems.push('The file is said to be of a version that could not be written.')
      const full = await readReadiness(node)
      if (full.snapshotFile !== 'faulty') problems.push(`/readyz says that the file is ${full.snapshotFile}.`)
      if (full.database !== 'answers') problems.push('A full disk is taken for a lost database.')
      await limitFileSize(node.pid(), null)
      await fileIs(0)
      const { directoryVersion, snapshotFile } = await readReadiness(node)
      if (snapshotFile !== 'kept') problems.push(`With room again /readyz says that the file is ${snapshotFile}.`)
      await waitFor('the newest version is in the file', async () => (await readMetric(node, 'snapshot_file_version')) === directoryVersion)
    }
    const left = (await readdir(path.join(node.dataDir, 'snapshot'))).filter((name) => name.endsWith('.tmp'))
    if (left.length > 0) problems.push(`Unfinished files are left: ${left.join(', ')}`)
    if (!node.output().includes('cannot be written')) problems.push('The log does not say that the file cannot be written.')
    const row = await world.conclude('no room for the snapshot file', load, [`${rounds} times`])
    return { ...row, problems: [...row.problems, ...problems] }
  })
