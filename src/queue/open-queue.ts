import { fromPrisma, PgBoss } from 'pg-boss'
import type { Transaction } from '../db/transaction.ts'
import { jobPayloads, type JobName, type JobPayload } from './job-payloads.ts'
import { queueSchema } from './queue-names.ts'

export interface JobQueue {
  /**
   * Asks for background work in the transaction that needs it: when that is rolled back nobody is asked, and when it is committed
   * the work is done at least once, whatever happens to the processes.
   *
   * @param startAfter not before this time
   * @returns the id of the job
   */
  enqueue: <Name extends JobName>(
    transaction: Transaction,
    name: Name,
    payload: JobPayload<Name>,
    options?: { startAfter?: Date },
  ) => Promise<string>
  close: () => Promise<void>
}

/** For processes that ask for background work. Contacts the database when it is first asked; it must have been migrated. */
export function openQueue(url: string): JobQueue {
  let opened: Promise<PgBoss> | null = null
  const open = async () => {
    // The jobs go through the transaction; this one connection only learns which queues there are.
    const boss = new PgBoss({ connectionString: url, schema: queueSchema, migrate: false, supervise: false, schedule: false, max: 1, application_name: 'directory' })
    // Refreshing what it knows may fail while the database is away; then it goes on with what it knew.
    boss.on('error', () => undefined)
    try {
      return await boss.start()
    } catch (error) {
      opened = null
      await boss.stop({ graceful: false })
      throw error
    }
  }
  return {
    async enqueue(transaction, name, payload, { startAfter } = {}) {
      const data = jobPayloads[name].parse(payload)
      const boss = await (opened ??= open())
      const id = await boss.send(name, data, { db: fromPrisma(transaction), ...(startAfter === undefined ? {} : { startAfter }) })
      if (id === null) throw new Error(`The job ${name} was not taken.`)
      return id
    },
    async close() {
      await (await opened)?.stop({ graceful: false })
    },
  }
}
