import { DatabaseFault } from '../db/database-fault.ts'
import type { Published } from '../db/published.ts'

export interface LatePublished {
  /** Fails at once, with the last fault, until there is a database behind it. */
  published: Published
  /** Why there is no database yet. */
  blame: (fault: unknown) => void
  /** From now on everything is read from here. Who has asked to be woken, is. */
  arrive: (real: Published) => void
}

/** The published directory of a database that may not be there yet: a server is built on it, and begins to read when it comes. */
export function latePublished(): LatePublished {
  let real: Published | null = null
  let reason: unknown = new DatabaseFault('The database has not answered yet.')
  const waiting = new Set<(arrived: Published) => void>()

  const ask = <T>(question: (arrived: Published) => Promise<T>): Promise<T> => (real === null ? Promise.reject(asError(reason)) : question(real))

  return {
    published: {
      readHead: () => ask((arrived) => arrived.readHead()),
      readDirectory: () => ask((arrived) => arrived.readDirectory()),
      readChanges: (since) => ask((arrived) => arrived.readChanges(since)),
      listen(wake) {
        if (real !== null) return real.listen(wake)
        let listening: ReturnType<Published['listen']> | null = null
        const begin = (arrived: Published) => {
          listening = arrived.listen(wake)
        }
        waiting.add(begin)
        return {
          async close() {
            waiting.delete(begin)
            await listening?.close()
          },
        }
      },
      async close() {
        waiting.clear()
        await real?.close()
      },
    },
    blame(fault) {
      reason = fault
    },
    arrive(arrived) {
      real = arrived
      for (const begin of waiting) begin(arrived)
      waiting.clear()
    },
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
