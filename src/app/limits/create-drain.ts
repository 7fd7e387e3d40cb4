import type { Server } from 'node:http'

/** Whether this node is about to stop. */
export type Drain = {
  /** True from the moment in which it was told to. */
  hasBegun(): boolean
  /** From now on each answer closes its connection: callers come back to another node. Listening goes on. */
  begin(server: Server): void
}

export function createDrain(): Drain {
  let begun = false
  return {
    hasBegun: () => begun,
    begin(server) {
      if (begun) return
      begun = true
      // Before any other listener, so that it holds for every way in which answers are made.
      server.prependListener('request', (_request, response) => {
        response.shouldKeepAlive = false
      })
    },
  }
}
