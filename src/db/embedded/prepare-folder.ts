import { access, chmod, chown, constants, mkdir, mkdtemp, readlink, rmdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseFault } from '../database-fault.ts'
import { canEnter } from './can-enter.ts'
import type { Account } from './choose-account.ts'
import { sharedFolder } from './find-binaries.ts'
import { makeFolder } from '../../lib/make-folder.ts'

/**
 * Where the embedded database of a data folder lies: `postgres` in it. The data folder is made when missing. Where the database's
 * account cannot enter it (root with a checkout in a private home), `postgres` is a link to a folder that the account can enter.
 *
 * @throws DatabaseFault when the data folder cannot be written.
 */
export async function prepareFolder(dataDir: string, account: Account | null): Promise<string> {
  const folder = path.join(dataDir, 'postgres')
  try {
    await makeFolder(dataDir)
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    // A full or read-only disk only shows when something is written.
    await rmdir(await mkdtemp(path.join(dataDir, '.writable-')))
    if (await canEnter(dataDir, account)) return folder
    return await linkToSharedFolder(folder, account)
  } catch (error) {
    throw new DatabaseFault(
      `The data folder ${dataDir} cannot be used (${error instanceof Error ? error.message : String(error)}). ` +
        'Give this user the right to write there, or name another folder with DATA_DIR, or a database server of your own with DATABASE_URL.',
      { cause: error },
    )
  }
}

async function linkToSharedFolder(link: string, account: Account | null): Promise<string> {
  const known = await targetOf(link)
  if (known !== null) return known
  await mkdir(sharedFolder, { recursive: true, mode: 0o755 })
  const home = await mkdtemp(path.join(sharedFolder, 'data-'))
  await chmod(home, 0o700)
  if (account !== null) await chown(home, account.uid, account.gid)
  const target = path.join(home, 'postgres')
  await symlink(target, link)
  return target
}

async function targetOf(link: string): Promise<string | null> {
  try {
    return await readlink(link)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT') return null
    if (code === 'EINVAL') throw new Error('it holds a database, but the user "postgres" cannot enter it any more', { cause: error })
    throw error
  }
}
