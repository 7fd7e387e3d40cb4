import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openDatabase, type Database } from '../../src/db/client.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { openQueue } from '../../src/queue/open-queue.ts'
import { cloneDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.ts'
import { databaseUrl } from '../support/database-url.ts'
import { startProcess, type TestProcess } from '../support/start-process.ts'
import { waitUntil } from '../support/wait-until.ts'

const name = 'report-due-listings'
const processes: TestProcess[] = []
let test: TestDatabase
let client: pg.Client
let database: Database

beforeAll(async () => {
  test = await cloneDatabase()
  await bringToRelease(test.url)
  client = await connectOnce(test.url)
  database = openDatabase(test.url)
  // What is done at a time of day is done half a day from now, and not while these run.
  await client.query("UPDATE pgboss.schedule SET cron = format('10 %s * * *', extract(hour FROM (now() + interval '12 hours') AT TIME ZONE 'UTC')::int)")
})
beforeEach(() => client.query('DELETE FROM pgboss.job'))
afterEach(async () => {
  for (const { child, ended } of processes.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
})
afterAll(async () => {
  await client.end()
  await database.close()
  await test.drop()
})

const start = (url = test.url) => {
  const worker = startProcess('src/worker.ts', [], { DATABASE_URL: url })
  processes.push(worker)
  return worker
}

const ask = async () => {
  const queue = openQueue(test.url)
  const id = await inTransaction(database, (transaction) => queue.enqueue(transaction, name, {}))
  await queue.close()
  return id
}

interface JobRow {
  id: string
  state: string
  retry_count: number
}
const jobRows = async () => (await client.query<JobRow>('SELECT id, state, retry_count FROM pgboss.job WHERE name = $1', [name])).rows
const waitForState = (state: string) =>
  waitUntil(`a job is ${state}`, async () => (await jobRows()).find((row) => row.state === state), 30_000)

/** Holds every query for listings, and with it the job, until the function that comes back is called. */
const holdListings = async () => {
  const holder = await connectOnce(test.url)
  await holder.query('BEGIN')
  await holder.query('LOCK TABLE listing IN ACCESS EXCLUSIVE MODE')
  return () => holder.end()
}

describe('a worker', () => {
  it('does what was asked for, says so, and ends when it is told to', async () => {
    const worker = start()
    await worker.waitFor(/the worker takes work/)
    const id = await ask()
    await worker.waitFor(/"job":"report-due-listings","ms":\d+,"msg":"a job is done"/)
    expect(worker.output()).toMatch(/"published":0,.*"msg":"listings to check"/)
    expect(await waitForState('completed')).toEqual({ id, state: 'completed', retry_count: 0 })
    worker.child.kill('SIGTERM')
    expect(await worker.ended).toBe(0)
  })

  it('that is told to end finishes what it has begun', async () => {
    const release = await holdListings()
    const worker = start()
    await ask()
    await waitForState('active')
    worker.child.kill('SIGTERM')
    // It takes no more: what comes now stays.
    await ask()
    await release()
    expect(await worker.ended).toBe(0)
    expect((await jobRows()).map(({ state }) => state).toSorted()).toEqual(['completed', 'created'])
  })

  it('that is killed loses nothing: another one does it again', async () => {
    const release = await holdListings()
    const killed = start()
    const id = await ask()
    await waitForState('active')
    killed.child.kill('SIGKILL')
    await killed.ended
    await release()
    expect(await jobRows()).toEqual([{ id, state: 'active', retry_count: 0 }])

    // The time in which a run may take its time has passed.
    await client.query("UPDATE pgboss.job SET started_on = now() - interval '1 hour'")
    start()
    await waitUntil('the job is tried again', async () => (await client.query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'")).rowCount === 1, 30_000)
    expect(await waitForState('completed')).toEqual({ id, state: 'completed', retry_count: 1 })
  })

  it('goes on by itself after the database was away, and says once that it was', async () => {
    const worker = start()
    await worker.waitFor(/the worker takes work/)
    const server = await connectOnce(databaseUrl(test.url, 'postgres'))
    const databaseName = new URL(test.url).pathname.slice(1)
    await client.end()
    await server.query(`ALTER DATABASE ${databaseName} ALLOW_CONNECTIONS false`)
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [databaseName])
    await worker.waitFor(/the worker cannot use the job queue; it goes on trying/)
    await server.query(`ALTER DATABASE ${databaseName} ALLOW_CONNECTIONS true`)
    await server.end()
    client = await connectOnce(test.url)
    await ask()
    await waitForState('completed')
    expect(worker.output().match(/is not currently accepting connections/g)?.length ?? 0).toBeLessThanOrEqual(1)
  })

  it('waits for the database to be migrated', async () => {
    const empty = await createEmptyDatabase()
    const worker = start(empty.url)
    await worker.waitFor(/"fault":"pg-boss is not installed","msg":"the worker cannot use the job queue/)
    await bringToRelease(empty.url)
    await worker.waitFor(/the worker takes work/)
    worker.child.kill('SIGTERM')
    expect(await worker.ended).toBe(0)
    await empty.drop()
  })

  it('needs a server: the embedded database belongs to npm start', async () => {
    const worker = startProcess('src/worker.ts', [], {})
    expect(await worker.ended).toBe(1)
    expect(worker.output()).toMatch(/^A setting is wrong:\n {2}DATABASE_URL must be set: .*\n$/)
  })
})

describe('what is due every day', () => {
  it('is done once for all days on which no worker ran, by one of two', async () => {
    await client.query("UPDATE pgboss.version SET cron_on = now() - interval '3 days'")
    await client.query("UPDATE pgboss.schedule SET created_on = now() - interval '30 days'")
    const workers = [start(), start()]
    await Promise.all(workers.map((worker) => worker.waitFor(/the worker takes work/)))
    await waitForState('completed')
    expect(await jobRows()).toHaveLength(1)
    expect(workers.filter((worker) => worker.output().includes('listings to check'))).toHaveLength(1)
  })
})
