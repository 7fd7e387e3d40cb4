import { execFile } from 'node:child_process'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { readPostmaster } from '../../src/db/embedded/read-postmaster.ts'
import { whenWeEnd } from './when-we-end.ts'

export interface DataFolder {
  path: string
  /** The process of the embedded database, null when none runs on the folder. */
  postmaster: () => Promise<number | null>
  /** Stops a database that still runs, and removes the folder. Happens by itself when the tests are killed. */
  remove: () => Promise<void>
}

const stopAndRemove = `
  pid=$(head -n 1 "$1/postgres/data/postmaster.pid" 2> /dev/null) && kill -QUIT "$pid" 2> /dev/null
  while [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null; do sleep 0.02; done
  rm -rf "$1"
`

/**
 * A data folder for a test, which the user "postgres" can enter, too.
 *
 * @param original another one, whose database does not run, to begin with a copy of: quicker than making a database anew.
 */
export async function makeDataFolder(original?: DataFolder): Promise<DataFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'directory-data-'))
  await chmod(folder, 0o711)
  if (original !== undefined) await promisify(execFile)('cp', ['-a', path.join(original.path, 'postgres'), folder])
  return {
    path: folder,
    postmaster: async () => (await readPostmaster(path.join(folder, 'postgres/data')))?.pid ?? null,
    remove: whenWeEnd(stopAndRemove, folder).now,
  }
}
