import { readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { snapshotName } from './snapshot-format.ts'

/** Milliseconds without a byte after which nobody is writing any more, whoever it was. */
const abandonedAfter = 15 * 60_000

/** Removes what writers that were killed have left in the folder of a snapshot file, and nothing that a living one is writing. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readNames(folder)
  const unfinished = names.filter((name) => name.startsWith(`${snapshotName}.`) && name.endsWith('.tmp'))
  for (const name of unfinished) {
    const file = path.join(folder, name)
    const found = await stat(file, { throwIfNoEntry: false })
    // Renamed or removed meanwhile.
    if (found === undefined) continue
    if (Date.now() - found.mtimeMs > abandonedAfter || isOfDeadWriter(name, found.mtimeMs)) await rm(file, { force: true })
  }
}

async function readNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    // Where no folder is, or can be, nothing was left.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
    throw error
  }
}

/** By the name that write-snapshot-file.ts gives: host, process and a random part. */
function isOfDeadWriter(name: string, writtenMs: number): boolean {
  const [, host, pid] = /^(.+)\.(\d+)\.[0-9a-f-]{36}$/.exec(name.slice(snapshotName.length + 1, -'.tmp'.length)) ?? []
  // Processes of another machine, or container, cannot be seen from here.
  if (host !== hostname()) return false
  // In a container every start may have the same number: what is older than this process is not its own.
  if (Number(pid) === process.pid) return writtenMs < performance.timeOrigin
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
