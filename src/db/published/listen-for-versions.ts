import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { hearUntilLost } from './hear-until-lost.ts'
import type { Heartbeat } from './hear-until-lost.ts'

/** Pauses between attempts to connect, in milliseconds: from the first, twice as long each time, to the longest. */
const pauses = { first: 100, longest: 5_000 }

export type Listening = {
  /** Ends the connection, also while it is being made. Nobody is woken afterwards. */
  close: () => Promise<void>
}

/**
 * Hears of each new directory version over a connection of its own, which is made again whenever it is lost. Calls `wake` at each
 * version and whenever it has begun to listen: what happened before was missed. Never throws; while it cannot listen, whoever asks
 * for the version now and then finds out all the same.
 *
 * @param connect how to connect, called for each attempt
 * @param wake must not throw
 */
export function listenForVersions(
  connect: () => { client: pg.Client; destroy: () => void },
  wake: () => void,
  heartbeat: Heartbeat = { every: 5_000, patience: 3_000 },
): Listening {
  const stop = new AbortController()
  const { signal } = stop

  async function listen(): Promise<void> {
    let pause = pauses.first
    while (!signal.aborted) {
      const stayed = await hearUntilLost(connect(), wake, signal, heartbeat)
      if (stayed) pause = pauses.first
      // All nodes lose their connections at the same moment; they shall not come back at the same moment.
      await waitUnlessStopped(pause * (0.5 + Math.random()), signal)
      pause = Math.min(pause * 2, pauses.longest)
    }
  }

  const listening = listen()
  return {
    close: async () => {
      stop.abort()
      await listening
    },
  }
}

async function waitUnlessStopped(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { ref: false, signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
