import { PgBoss, type QueueOptions } from 'pg-boss'
import type pg from 'pg'
import type { JobPlan } from './job-plan.ts'
import { deadLetters, keepDeadLetters, queueSchema } from './queue-names.ts'

/** Gives each plan its queue and its schedule, as this release has them. */
export async function writePlans(client: pg.Client, plans: readonly JobPlan[]): Promise<void> {
  const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
  const boss = new PgBoss({ db, schema: queueSchema, migrate: false, supervise: false, schedule: false })
  await boss.start()
  try {
    await keepQueue(boss, deadLetters, { retentionSeconds: keepDeadLetters, deleteAfterSeconds: keepDeadLetters })
    for (const { name, schedule, policy, ...limits } of plans) {
      await keepQueue(boss, name, { ...limits, retryBackoff: true, deadLetter: deadLetters }, policy)
      if (schedule === null) await boss.unschedule(name)
      // After an outage one run makes up for all that were missed.
      else await boss.schedule(name, schedule, {}, { tz: 'UTC', missed: 'once' })
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

type KeptOptions = QueueOptions & { deadLetter?: string }

async function keepQueue(boss: PgBoss, name: string, options: KeptOptions, policy: JobPlan['policy'] = 'standard'): Promise<void> {
  await boss.createQueue(name, { ...options, policy })
  // It may have been there with the options of an older release. The policy of a queue never changes.
  await boss.updateQueue(name, options)
}
