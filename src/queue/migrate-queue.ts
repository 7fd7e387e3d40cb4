import { createRequire } from 'node:module'
import type pg from 'pg'
import { connectOnce } from '../db/connect-once.ts'
import { DatabaseFault } from '../db/database-fault.ts'
import { locks } from '../db/locks.ts'
import { hasPlans } from './has-plans.ts'
import type { JobPlan } from './job-plan.ts'
import { queueSchema } from './queue-names.ts'

const { pgboss: wanted } = createRequire(import.meta.url)('pg-boss/package.json') as { pgboss: { schema: number } }

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
    const isOlder = before === null || before < wanted.schema
    // pg-boss is loaded only where there is something to do: a start has answers to give before it needs it.
    if (before === null) await createSchema(client)
    if (isOlder) await (await import('./migrate-queue-schema.ts')).migrateQueueSchema(url)
    if (isOlder || (before === wanted.schema && !(await hasPlans(client, plans)))) {
      await (await import('./write-plans.ts')).writePlans(client, plans)
    }
    return isOlder
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
