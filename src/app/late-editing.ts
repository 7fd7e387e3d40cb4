import { openDatabase } from '../db/client.ts'
import type { Database } from '../db/client.ts'
import { databaseAway } from '../db/database-away.ts'
import { openQueue } from '../queue/open-queue.ts'
import type { JobQueue } from '../queue/open-queue.ts'

/** Milliseconds; a database that takes longer for a statement of an editor is as good as gone. */
const queryTimeout = 20_000

/** What writing needs of a database that may not be there yet. */
export type EditingDoor = {
  /** @throws ProblemError `database_away` when it is used before the database was there */
  database: Database
  queue: Pick<JobQueue, 'enqueue'>
  close: () => Promise<void>
}

/**
 * The connections through which commands write. Nothing is opened before the database is ready; until then whoever wants to change
 * something is told to come again.
 *
 * @param ready the address of the database; never rejects, and may never come
 */
export function lateEditing(ready: Promise<string>): EditingDoor {
  let opened: { database: Database; queue: JobQueue } | null = null
  let isClosed = false
  const open = async () => {
    const url = await ready
    if (!isClosed) opened = { database: openDatabase(url, { queryTimeout }), queue: openQueue(url) }
  }
  void open()
  const present = () => {
    if (opened === null) throw databaseAway()
    return opened
  }
  return {
    database: {
      get prisma() {
        return present().database.prisma
      },
      close: () => Promise.resolve(),
    },
    queue: { enqueue: async (...given) => present().queue.enqueue(...given) },
    async close() {
      isClosed = true
      await opened?.queue.close()
      await opened?.database.close()
    },
  }
}

/** For a process that never has one, such as that which only describes the routes. */
export const noEditing: EditingDoor = lateEditing(new Promise(() => undefined))
