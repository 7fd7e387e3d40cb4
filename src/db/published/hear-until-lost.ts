import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'

/** Milliseconds between two questions by which a connection shows that it is alive, and for each answer. */
export type Heartbeat = { every: number; patience: number }

/**
 * Connects, listens for directory versions, and returns when the connection is lost, cannot be made, or the signal aborts. A
 * connection that died without a word (a cable, a firewall that forgot it) is found out by asking.
 *
 * @returns whether the connection stayed for a while
 */
export async function hearUntilLost(
  { client, destroy }: { client: pg.Client; destroy: () => void },
  wake: () => void,
  signal: AbortSignal,
  { every, patience }: Heartbeat,
): Promise<boolean> {
  const lost = new AbortController()
  const end = () => {
    lost.abort()
    destroy()
  }
  const ask = async (statement: string) => {
    const silence = setTimeout(end, patience)
    try {
      await client.query(statement)
    } finally {
      clearTimeout(silence)
    }
  }
  client.on('error', end)
  client.once('end', end)
  client.on('notification', () => {
    if (!signal.aborted) wake()
  })
  signal.addEventListener('abort', end)
  let stayed = false
  try {
    if (signal.aborted) return stayed
    await client.connect()
    await ask('LISTEN directory_version')
    if (!signal.aborted) wake()
    for (;;) {
      await wait(every, undefined, { ref: false, signal: lost.signal })
      await ask('SELECT')
      stayed = true
    }
  } catch {
    // However it ended, the caller connects again. What is wrong with the database is said by whoever reads from it.
    return stayed
  } finally {
    signal.removeEventListener('abort', end)
    end()
  }
}
