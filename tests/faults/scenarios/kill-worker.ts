import type pg from 'pg'
import { connectOnce } from '../../../src/db/connect-once.ts'
import { openDatabase } from '../../../src/db/client.ts'
import { inTransaction } from '../../../src/db/transaction.ts'
import { openQueue } from '../../../src/queue/open-queue.ts'
import { startProcess } from '../../support/start-process.ts'
import { waitFor } from '../support/wait-for.ts'
import { inWorld } from '../support/open-world.ts'
import type { World } from '../support/open-world.ts'
import type { Scenario } from '../support/scenario.ts'

const name = 'report-due-listings'

/** A job that is interrupted more often than its plan allows is put aside for an operator; one may get all of it. */
const mostRounds = 2

/** Workers are killed in the middle of jobs, and then the database under one: every job that was asked for is done, by somebody. */
export const killWorker: Scenario = (original, size) =>
  inWorld({ original, nodes: 0, size }, async (world) => {
    const { rounds, jobs } = size
    const { postgres, closers } = world
    const asked = await askFor(jobs, world)
    const victims = Array.from({ length: Math.min(rounds, mostRounds) }, () => ['worker', 'database'] as const).flat()
    const workers: (() => Promise<void>)[] = []
    const start = () => {
      const worker = startProcess('src/worker.ts', [], { DATABASE_URL: postgres.url, LOG_LEVEL: 'info' })
      const kill = async () => {
        worker.child.kill('SIGKILL')
        await worker.ended
      }
      closers.push(kill)
      workers.push(kill)
    }
    let watcher = await connectOnce(postgres.url)
    closers.push(() => watcher.end())
    // What a schedule asks for in this very minute would be interrupted instead.
    await watcher.query('DELETE FROM pgboss.schedule')

    for (const victim of victims) {
      const release = await holdJobs(postgres.url)
      start()
      await waitFor('a job runs', () => isRunning(watcher))
      if (victim === 'worker') {
        // The one that the database was killed under, too: either may have taken the job.
        for (const kill of workers.splice(0)) await kill()
        await release()
        await watcher.query("UPDATE pgboss.job SET started_on = now() - interval '1 hour' WHERE state = 'active'")
      } else {
        await watcher.end()
        await postgres.kill()
        await postgres.start()
        watcher = await connectOnce(postgres.url)
      }
    }
    await waitFor('every job is done', async () => {
      await passTime(watcher)
      return (await count(watcher, 'completed')) === asked.length
    })
    const { rows } = await watcher.query<{ id: string; retry_count: number }>("SELECT id, retry_count FROM pgboss.job WHERE name = $1 AND state = 'completed'", [name])
    const done = rows.map(({ id }) => id).sort()
    const again = rows.reduce((sum, row) => sum + row.retry_count, 0)
    const problems = done.join() === asked.toSorted().join() ? [] : ['Other jobs were done than were asked for.']
    if (again < victims.length) problems.push(`Only ${again} runs were interrupted, instead of ${victims.length}: this does not show enough.`)
    const notes = [`${asked.length} jobs asked for, ${done.length} done, ${asked.length - done.length} lost, ${again} runs interrupted`]
    return { fault: 'worker killed, then the database, in the middle of a job', answers: null, published: 0, visibleMs: null, notes, problems }
  })

async function askFor(jobs: number, { postgres }: World): Promise<string[]> {
  const queue = openQueue(postgres.url)
  const database = openDatabase(postgres.url)
  try {
    const ids: string[] = []
    for (let left = jobs; left > 0; left -= 1) ids.push(await inTransaction(database, (transaction) => queue.enqueue(transaction, name, {})))
    return ids
  } finally {
    await queue.close()
    await database.close()
  }
}

async function count(client: pg.Client, state: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM pgboss.job WHERE name = $1 AND state::text = $2', [name, state])
  return rows[0]?.count ?? 0
}

/** Whether a job waits for what is held. */
async function isRunning(client: pg.Client): Promise<boolean> {
  await passTime(client)
  const { rowCount } = await client.query("SELECT FROM pg_locks WHERE relation = 'listing'::regclass AND NOT granted")
  return rowCount !== 0
}

/** Holds every query for listings, and with it the job, until the function that comes back is called. */
async function holdJobs(url: string): Promise<() => Promise<void>> {
  const holder = await connectOnce(url)
  await holder.query('BEGIN')
  await holder.query('LOCK TABLE listing IN ACCESS EXCLUSIVE MODE')
  return () => holder.end()
}

/** Minutes, for which a run may last or has to wait before it is tried again, have passed. */
async function passTime(client: pg.Client): Promise<void> {
  await client.query("UPDATE pgboss.job SET started_on = now() - interval '1 hour' WHERE state = 'active' AND started_on < now() - interval '10 seconds'")
  await client.query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'")
}
