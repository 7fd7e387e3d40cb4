import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { stagingPrefix } from './create-cluster.ts'

/** Removes what starts that were killed while they made a server have left beside `folder`. Only for who owns the server in it. */
export async function removeUnfinishedClusters(folder: string): Promise<void> {
  const home = path.dirname(folder)
  const left = (await readdir(home)).map((name) => path.join(home, name)).filter((entry) => entry.startsWith(stagingPrefix(folder)))
  await Promise.all(left.map((entry) => rm(entry, { recursive: true, force: true })))
}
