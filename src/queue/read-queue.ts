import { PgBoss } from 'pg-boss'
import { connectOnce } from '../db/connect-once.ts'
import { jobPayloads, type JobName } from './job-payloads.ts'
import { deadLetters, queueSchema } from './queue-names.ts'

export interface QueueState {
  queues: { name: JobName; waiting: number; running: number }[]
  /** Work that failed as often as its plan allows, the oldest first. */
  dead: { id: string; name: string; failedAt: Date; fault: string }[]
}

/**
 * What waits, what runs and what failed for good.
 *
 * @param retry puts what failed back into its queue, all of it, before it reads
 */
export async function readQueue(url: string, { retry }: { retry: boolean }): Promise<QueueState & { retried: number }> {
  const client = await connectOnce(url)
  const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
  const boss = new PgBoss({ db, schema: queueSchema, migrate: false, supervise: false, schedule: false })
  try {
    await boss.start()
    const retried = retry ? await boss.redrive(deadLetters) : 0
    const names = Object.keys(jobPayloads) as JobName[]
    const { rows } = await client.query<{ name: JobName; state: string; count: number }>(
      `SELECT name, CASE WHEN state = 'active' THEN 'running' ELSE 'waiting' END AS state, count(*)::integer AS count
       FROM ${queueSchema}.job WHERE name = ANY($1) AND state IN ('created', 'retry', 'active') GROUP BY 1, 2`,
      [names],
    )
    const count = (name: JobName, state: string) => rows.find((row) => row.name === name && row.state === state)?.count ?? 0
    return {
      queues: names.map((name) => ({ name, waiting: count(name, 'waiting'), running: count(name, 'running') })),
      dead: await readDead(boss),
      retried,
    }
  } finally {
    await boss.stop({ graceful: false })
    await client.end()
  }
}

async function readDead(boss: PgBoss): Promise<QueueState['dead']> {
  const found = await boss.findJobs(deadLetters, { queued: true })
  return found
    .map(({ id, createdOn, sourceName, sourceOutput }) => ({ id, name: sourceName ?? '', failedAt: createdOn, fault: messageOf(sourceOutput) }))
    .sort((one, other) => one.failedAt.getTime() - other.failedAt.getTime())
}

function messageOf(output: object | null): string {
  return output !== null && 'message' in output && typeof output.message === 'string' ? output.message : ''
}
