import { DatabaseFault } from '../database-fault.ts'
import { runCommand } from './run-command.ts'

/** A user of the operating system. */
export interface Account {
  uid: number
  gid: number
}

/**
 * Whose rights the database server runs with. PostgreSQL refuses to run as root: for root it is the user `postgres`, made when
 * missing, as every package of PostgreSQL does. For anybody else null: their own.
 *
 * @throws DatabaseFault when that user is missing and cannot be made.
 */
export async function chooseAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  try {
    return await findPostgres()
  } catch {
    try {
      await runCommand('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], null)
      return await findPostgres()
    } catch (error) {
      throw new DatabaseFault(
        'The embedded database cannot run as root, and the user "postgres" that it would run as could not be made. ' +
          'Start as an ordinary user, or use a database server of your own with DATABASE_URL.',
        { cause: error },
      )
    }
  }
}

async function findPostgres(): Promise<Account> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => runCommand('id', [flag, 'postgres'], null)))
  return { uid: Number(uid), gid: Number(gid) }
}
