import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { PgBoss, type QueueOptions } from 'pg-boss'
import type pg from 'pg'
import { connectOnce } from '../db/connect-once.ts'
import { DatabaseFault } from '../db/database-fault.ts'
import { locks } from '../db/locks.ts'
import type { JobPlan } from './job-plan.ts'
import { deadLetters, queueSchema } from './queue-names.ts'

const { pgboss: wanted } = createRequire(import.meta.url)('pg-boss/package.json') as { pgboss: { schema: number } }

/** Jobs that failed stay this long, in seconds: 90 days, so that nobody misses one over a holiday. */
const keepDeadLetters = 90 * 24 * 60 * 60

/**
 * Brings the job queue of a database to this release: its schema, one queue for each plan, the schedules. Only the migration step and a
 * start do this; what runs never changes it. A queue of a newer release is left as it is.
 *
 * @returns true when its schema was made or changed
 * @throws DatabaseFault when the login may not make the schema.
 */
export async function migrateQueue(url: string, plans: readonly JobPlan[]): Promise<boolean> {
  const client = await connectOnce(url)
  try {
    // Held until the connection ends: nodes that start at once take turns.
    await client.query('SELECT pg_advisory_lock($1)', [locks.migrateQueue])
    const before = await readVersion(client)
    if (before === null) await createSchema(client)
    if (before === null || before < wanted.schema) await migrateSchema(url)
    if (before === null || before <= wanted.schema) await writePlans(client, plans)
    return before === null || before < wanted.schema
  } finally {
    await client.end()
  }
}

async function readVersion(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [`${queueSchema}.version`])
  if (rows[0]?.exists !== true) return null
  const found = await client.query<{ version: number }>(`SELECT version FROM ${queueSchema}.version`)
  return Number(found.rows[0]?.version)
}

async function createSchema(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [queueSchema])
  if (rowCount !== 0) return
  try {
    await client.query(`CREATE SCHEMA ${queueSchema}`)
  } catch (error) {
    const { rows } = await client.query<{ login: string }>('SELECT quote_ident(current_user) AS login')
    throw new DatabaseFault(
      `The login of DATABASE_URL may not make the schema of the job queue (${error instanceof Error ? error.message : String(error)}). ` +
        `Let an administrator of the database run "CREATE SCHEMA ${queueSchema} AUTHORIZATION ${rows[0]?.login ?? ''};".`,
      { cause: error },
    )
  }
}

/** A change of the schema may leave indexes to be built without holding up what runs; pg-boss builds them one by one. */
async function migrateSchema(url: string): Promise<void> {
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

async function writePlans(client: pg.Client, plans: readonly JobPlan[]): Promise<void> {
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
