import pg from 'pg'
import { DatabaseFault } from './database-fault.ts'

/**
 * One connection of its own, for work that must not share a pool: locks, migrations, creating databases. The caller ends it.
 *
 * @throws DatabaseFault naming the server, never the password, and what to do, when it cannot be reached.
 */
export async function connectOnce(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'directory' })
  // A connection lost while nothing runs on it would end the process; the next query on it says so anyway.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'no answer'
    throw new DatabaseFault(
      `The database at ${addressOf(url)} cannot be used: ${reason}. ` +
        'Check that it runs and that DATABASE_URL is right, or unset DATABASE_URL to use the embedded one.',
      { cause: error },
    )
  }
  return client
}

/** Host, port and database of a connection string, without the login. */
function addressOf(url: string): string {
  if (!URL.canParse(url)) return 'the given address'
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port === '' ? '5432' : port}${pathname}`
}
