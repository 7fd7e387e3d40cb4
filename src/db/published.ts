import { Socket } from 'node:net'
import pg from 'pg'
import type { DirectoryChanges } from '../help/directory-changes.ts'
import type { PublishedDirectory } from '../help/directory.ts'
import { connectionSettings } from './published/connection-settings.ts'
import { listenForVersions } from './published/listen-for-versions.ts'
import type { Listening } from './published/listen-for-versions.ts'
import type { PublishedLogin } from './published/lookup-role.ts'
import { readChanges } from './published/read-changes.ts'
import { readConsistently } from './published/read-consistently.ts'
import type { Query } from './published/read-consistently.ts'
import { readDirectory } from './published/read-directory.ts'
import { readHead } from './published/read-head.ts'
import type { PublishedHead } from './published/read-head.ts'

export type { PublishedHead } from './published/read-head.ts'

/** Milliseconds that any one answer may take. The version is asked each second, and must not be waited for when the database is gone. */
const patience = { head: 3_000, contents: 20_000 }

/** Each reading rejects with a DatabaseFault when the database cannot be reached, does not answer, or its login must not be used. */
export interface Published {
  /** Which version there is now. Fails within seconds, whatever is wrong with the database. */
  readHead: () => Promise<PublishedHead>
  /** The whole published directory as of one instant: no part of it is of another version. */
  readDirectory: () => Promise<PublishedDirectory>
  /**
   * What differs between the directory at `since` and now, as of one instant.
   * @returns null when the database does not continue from `since`, or when a whole reading is as quick.
   */
  readChanges: (since: PublishedHead) => Promise<DirectoryChanges | null>
  /** Calls `wake`, which must not throw, at each new version and whenever it has begun to listen. Never throws. */
  listen: (wake: () => void) => Listening
  /** Ends all connections at once; a reading that is under way fails. */
  close: () => Promise<void>
}

/**
 * Opens the second way to the database, the only one that public answers come from. It can read the `published_*` views and nothing
 * else, so that no forgotten filter can show a draft. Nothing is asked of the database yet: a node starts without one.
 */
export function openPublished(url: string, login: PublishedLogin = 'switch_role'): Published {
  const sockets = new Set<Socket>()
  const makeSocket = () => {
    const socket = new Socket()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }
  const pool = new pg.Pool({ ...connectionSettings(url, login, makeSocket), max: 4, idleTimeoutMillis: 60_000 })
  // A lost connection is replaced at the next reading, and a reading that is under way fails; without listeners it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const source = { pool, fit: new WeakSet<pg.PoolClient>() }
  const read = <T>(limit: number, work: (query: Query) => Promise<T>) => readConsistently(source, limit, work)
  const listenings = new Set<Listening>()
  let closed: Promise<void> | null = null
  async function close(): Promise<void> {
    await Promise.all([...listenings].map((listening) => listening.close()))
    const ended = pool.end()
    // A database that is silent would not say goodbye either.
    for (const socket of sockets) socket.destroy()
    await ended
  }
  return {
    readHead: () => read(patience.head, readHead),
    readDirectory: () => read(patience.contents, readDirectory),
    readChanges: (since) => read(patience.contents, (query) => readChanges(query, since)),
    listen: (wake) => {
      const listening = listenForVersions(() => {
        const socket = new Socket()
        const client = new pg.Client(connectionSettings(url, login, () => socket))
        return { client, destroy: () => socket.destroy() }
      }, wake)
      listenings.add(listening)
      return listening
    },
    close: () => (closed ??= close()),
  }
}
