import { setTimeout as pause } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { DatabaseFault } from '../db/database-fault.ts'
import { queueSchema } from './queue-names.ts'

/**
 * Makes or changes the tables of the queue. A change may leave indexes to be built without holding up what runs; pg-boss builds them one
 * by one, and this waits for it.
 */
export async function migrateQueueSchema(url: string): Promise<void> {
  const options = { connectionString: url, schema: queueSchema, createSchema: false, supervise: false, schedule: false, max: 2 }
  const boss = new PgBoss({ ...options, application_name: 'directory', bamIntervalSeconds: 10 })
  let fault: unknown = null
  boss.on('error', (error) => {
    fault ??= error
  })
  try {
    await boss.start()
    while (await isBuilding(boss)) {
      if (fault !== null) throw fault
      await pause(200)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

async function isBuilding(boss: PgBoss): Promise<boolean> {
  const summary = await boss.getBamStatus()
  if (summary.some(({ status }) => status === 'failed')) {
    throw new DatabaseFault(`An index of the job queue could not be built; the table ${queueSchema}.bam says why. Everything else is migrated.`)
  }
  return summary.some(({ status }) => status === 'pending' || status === 'in_progress')
}
