import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { readPostmaster } from '../../src/db/embedded/read-postmaster.ts'

export interface DataFolder {
  path: string
  /** The process of the embedded database, null when none runs on the folder. */
  postmaster(): Promise<number | null>
  /** Stops a database that a failed test left running, and removes the folder. */
  remove(): Promise<void>
}

/**
 * A data folder for a test, which the user "postgres" can enter, too.
 *
 * @param original another one, whose database does not run, to begin with a copy of: quicker than making a database anew.
 */
export async function makeDataFolder(original?: DataFolder): Promise<DataFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'directory-data-'))
  await chmod(folder, 0o711)
  if (original !== undefined) await promisify(execFile)('cp', ['-a', path.join(original.path, 'postgres'), folder])
  const postmaster = async () => (await readPostmaster(path.join(folder, 'postgres/data')))?.pid ?? null
  return {
    path: folder,
    postmaster,
    remove: async () => {
      const pid = await postmaster()
      if (pid !== null) await stopAtOnce(pid)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function stopAtOnce(pid: number): Promise<void> {
  process.kill(pid, 'SIGQUIT')
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
