import { randomBytes } from 'node:crypto'
import { chown, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Account } from './choose-account.ts'
import { exists } from './exists.ts'
import type { Binaries } from './find-binaries.ts'
import { runCommand } from './run-command.ts'

/** The superuser of the embedded server; the product itself logs in as a lesser role. */
export const superuser = 'postgres'

/**
 * Makes an empty database server in `folder`: its data in `data/`, its random password in `password` (mode 0600).
 * It is prepared beside the folder and renamed into place, so that a start that is interrupted leaves nothing half made.
 *
 * @param durable false for tests: nothing is forced to disk.
 */
export async function createCluster(folder: string, binaries: Binaries, account: Account | null, durable: boolean): Promise<void> {
  const staging = await mkdtemp(stagingPrefix(folder))
  try {
    const passwordFile = path.join(staging, 'password')
    await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
    if (account !== null) {
      await chown(staging, account.uid, account.gid)
      await chown(passwordFile, account.uid, account.gid)
    }
    const parameters = [
      `--pgdata=${path.join(staging, 'data')}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Unicode's own order of code points, built into PostgreSQL: no index breaks when the machine gets another C library.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(durable ? [] : ['--no-sync']),
    ]
    await runCommand(binaries.initdb, parameters, account)
    await rename(staging, folder)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    // Another process was faster.
    if (!(await exists(path.join(folder, 'data', 'PG_VERSION')))) throw error
  }
}

/** Beginning of the path of what is being made, and renamed to `folder` when it is whole. */
export const stagingPrefix = (folder: string) => `${folder}.new-`
