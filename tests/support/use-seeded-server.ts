import { afterAll, beforeAll } from 'vitest'
import { lateEditing } from '../../src/app/late-editing.ts'
import { cloneSeededDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import { startServer } from './server.ts'
import type { TestServer } from './server.ts'

type SeededServer = TestServer & { database: TestDatabase }

/**
 * A server with the seed on a database of its own, for the tests of one file. Its parts are there once the tests run; call it at
 * the top of the file.
 */
export function useSeededServer(options: Parameters<typeof startServer>[1] = {}): Omit<SeededServer, 'close'> {
  let running: SeededServer | undefined
  beforeAll(async () => {
    const database = await cloneSeededDatabase()
    const editing = lateEditing(Promise.resolve(database.url))
    const server = await startServer(database.url, { editing, ...options })
    const close = async () => {
      await server.close()
      await editing.close()
    }
    running = { ...server, database, close }
  })
  afterAll(async () => {
    await running?.close()
    await running?.database.drop()
  })
  const parts = () => {
    if (running === undefined) throw new Error('the server runs while tests run, not before')
    return running
  }
  return {
    get app() {
      return parts().app
    },
    get logLines() {
      return parts().logLines
    },
    get database() {
      return parts().database
    },
  }
}
