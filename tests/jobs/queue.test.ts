import { getRollbackPlans } from 'pg-boss'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { openDatabase, type Database } from '../../src/db/client.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { jobs } from '../../src/jobs/index.ts'
import { jobPayloads } from '../../src/queue/job-payloads.ts'
import { migrateQueue } from '../../src/queue/migrate-queue.ts'
import { openQueue, type JobQueue } from '../../src/queue/open-queue.ts'
import { readQueue } from '../../src/queue/read-queue.ts'
import { cloneDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.ts'
import { startProcess } from '../support/start-process.ts'

let test: TestDatabase
let client: pg.Client
let database: Database
let queue: JobQueue
beforeAll(async () => {
  test = await cloneDatabase()
  client = await connectOnce(test.url)
  database = openDatabase(test.url)
  queue = openQueue(test.url)
})
afterAll(async () => {
  await queue.close()
  await client.end()
  await database.close()
  await test.drop()
})

const version = async () => (await client.query<{ version: number }>('SELECT version FROM pgboss.version')).rows[0]?.version
const waiting = async () => (await inTransaction(database, readQueue)).queues[0]?.waiting

describe('the migration step', () => {
  it('makes the job queue with its schedules, once, also when several do so at once', async () => {
    const done = await Promise.all([1, 2, 3].map(() => bringToRelease(test.url)))
    expect(done.filter((applied) => applied.includes('job queue'))).toHaveLength(1)
    const written = async () => (await client.query('SELECT name, updated_on FROM pgboss.queue ORDER BY name')).rows
    const before = await written()
    expect(await bringToRelease(test.url)).toEqual([])
    expect(await written()).toEqual(before)
    const { rows } = await client.query<{ name: string }>('SELECT name, cron, timezone FROM pgboss.schedule')
    expect(rows.toSorted((one, other) => (one.name < other.name ? -1 : 1))).toEqual([
      { name: 'check-links', cron: '17 * * * *', timezone: 'UTC' },
      { name: 'clean-up', cron: '20 3 * * *', timezone: 'UTC' },
      { name: 'report-due-listings', cron: '10 6 * * *', timezone: 'UTC' },
      { name: 'send-reminders', cron: '40 6 * * *', timezone: 'UTC' },
    ])
  })

  it('brings the queue of an older release to this one, and loses no job', async () => {
    await inTransaction(database, (transaction) => queue.enqueue(transaction, 'report-due-listings', {}))
    const newest = await version()
    await client.query(getRollbackPlans('pgboss'))
    expect(await version()).not.toBe(newest)
    expect(await bringToRelease(test.url)).toEqual(['job queue'])
    expect(await version()).toBe(newest)
    expect(await waiting()).toBe(1)
  })

  it('leaves the queue of a newer release as it is', async () => {
    await client.query('UPDATE pgboss.version SET version = version + 1')
    expect(await bringToRelease(test.url)).toEqual([])
    await client.query('UPDATE pgboss.version SET version = version - 1')
  })

  it('gives a queue the limits of this release, and takes a schedule away that it does not have', async () => {
    const [plan] = jobs
    if (plan === undefined) throw new Error('There is no job.')
    await migrateQueue(test.url, [{ ...plan, retryLimit: 1, schedule: null }])
    const limit = async () => (await client.query("SELECT retry_limit FROM pgboss.queue WHERE name = 'report-due-listings'")).rows
    expect(await limit()).toEqual([{ retry_limit: 1 }])
    expect((await client.query("SELECT FROM pgboss.schedule WHERE name = 'report-due-listings'")).rowCount).toBe(0)
    await migrateQueue(test.url, jobs)
    expect(await limit()).toEqual([{ retry_limit: plan.retryLimit }])
  })

  it('says what to do where the login may not make the schema', async () => {
    const other = await cloneDatabase()
    const owner = await connectOnce(other.url)
    const login = `tenant_${other.url.slice(-8)}`
    const url = new URL(other.url)
    const name = url.pathname.slice(1)
    url.username = login
    url.password = 'tenant'
    try {
      await owner.query(`CREATE ROLE ${login} LOGIN PASSWORD 'tenant'`)
      await expect(migrateQueue(url.href, jobs)).rejects.toThrow(new RegExp(`may not make the schema of the job queue .*CREATE SCHEMA pgboss AUTHORIZATION ${login}`))
      await owner.query(`GRANT ${login} TO CURRENT_USER`)
      await owner.query(`CREATE SCHEMA pgboss AUTHORIZATION ${login}`)
      expect(await migrateQueue(url.href, jobs)).toBe(true)
    } finally {
      await owner.query('DROP SCHEMA pgboss CASCADE')
      await owner.query(`REVOKE ALL ON DATABASE ${name} FROM ${login}`)
      await owner.query(`DROP ROLE ${login}`)
      await owner.end()
      await other.drop()
    }
  })
})

describe('background work asked for in a transaction', () => {
  it('that is committed, waits in the queue', async () => {
    const before = (await waiting()) ?? 0
    const id = await inTransaction(database, (transaction) => queue.enqueue(transaction, 'report-due-listings', {}))
    expect(await waiting()).toBe(before + 1)
    expect(id).toMatch(/^[\da-f-]{36}$/)
  })

  it('that is rolled back, was never asked for', async () => {
    const before = await waiting()
    const failing = inTransaction(database, async (transaction) => {
      await queue.enqueue(transaction, 'report-due-listings', {})
      throw new Error('the command failed')
    })
    await expect(failing).rejects.toThrow('the command failed')
    expect(await waiting()).toBe(before)
  })

  it('with a payload that is not its own, is refused, and the transaction with it', async () => {
    const payload: object = { slug: 'x' }
    const refused = inTransaction(database, (transaction) => queue.enqueue(transaction, 'report-due-listings', payload as Record<string, never>))
    await expect(refused).rejects.toThrow(/slug/)
  })
})

it.each(['due', 'jobs'])('%s on a database that was not migrated says what to do, and changes nothing', async (command) => {
  const empty = await createEmptyDatabase()
  const { ended, output } = startProcess('src/cli.ts', [command], { DATABASE_URL: empty.url })
  expect(await ended).toBe(1)
  expect(output()).toBe('The database is not at this release yet. Run "npm run -s cli -- migrate" first.\n')
  const other = await connectOnce(empty.url)
  expect((await other.query("SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace")).rowCount).toBe(0)
  await other.end()
  await empty.drop()
})

it('the role of the public side can read nothing of the queue', async () => {
  const { rows } = await client.query("SELECT has_schema_privilege('directory_lookup', 'pgboss', 'USAGE') AS may")
  expect(rows).toEqual([{ may: false }])
})

it('every kind of work has a plan and somebody who does it', () => {
  expect(jobs.map(({ name }) => name).toSorted()).toEqual(Object.keys(jobPayloads).toSorted())
})

describe('work that failed for good', () => {
  it('is listed with its fault, and put back on demand', async () => {
    const run = async (...options: string[]) => {
      const { ended, output } = startProcess('src/cli.ts', ['jobs', ...options], { DATABASE_URL: test.url })
      expect(await ended, output()).toBe(0)
      return output()
    }
    await client.query("DELETE FROM pgboss.job WHERE name = 'report-due-listings'")
    const table = (count: number) =>
      [
        'job                  waiting  running  last done',
        `report-due-listings  ${count}        0        not lately`,
        ...['send-mail', 'send-reminders', 'check-links', 'receive-claim', 'clean-up'].map((name) => `${name.padEnd(19)}  0        0        not lately`),
      ].join('\n')
    expect(await run()).toBe(`${table(0)}\n\nNothing failed for good.\n`)

    await client.query(
      `INSERT INTO pgboss.job (name, data, created_on, source_name, source_output)
       VALUES ('dead-letters', '{}', '2026-11-01T06:10:00Z', 'report-due-listings', '{"name": "Error", "message": "the disk is full"}')`,
    )
    expect(await run()).toContain('\nFailed for good:\n\nsince                     job                  fault\n2026-11-01T06:10:00.000Z  report-due-listings  the disk is full\n')
    expect(await run('--retry')).toBe(`1 put back into the queue.\n\n${table(1)}\n\nNothing failed for good.\n`)
    await client.query("UPDATE pgboss.job SET state = 'completed', completed_on = '2026-11-02T06:10:00Z' WHERE name = 'report-due-listings'")
    expect(await run()).toContain('report-due-listings  0        0        2026-11-02T06:10:00.000Z\n')
  })
})
