import type { Socket } from 'node:net'
import type pg from 'pg'
import { lookupRole } from './lookup-role.ts'
import type { PublishedLogin } from './lookup-role.ts'

/** To get a connection, in milliseconds. A database that takes longer is as good as gone: what is known already is served meanwhile. */
const connectionTimeoutMillis = 3_000

/**
 * How the public side connects. With a login of its own nothing is asked for at the start of a connection, because a pooler in between
 * would refuse it; each reading says itself that it is read-only.
 *
 * @param makeSocket gives each connection its socket, so that the caller can end one whose other side is silent.
 */
export function connectionSettings(url: string, login: PublishedLogin, makeSocket: () => Socket): pg.ClientConfig & { connectionTimeoutMillis: number } {
  return {
    connectionString: url,
    ...(login === 'switch_role' ? { options: `-c default_transaction_read_only=on -c role=${lookupRole}` } : {}),
    application_name: 'directory-lookup',
    connectionTimeoutMillis,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    stream: makeSocket,
  }
}
