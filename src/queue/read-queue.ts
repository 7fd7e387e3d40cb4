import { PgBoss } from 'pg-boss'
import { connectOnce } from '../db/connect-once.ts'
import { jobPayloads, type JobName } from './job-payloads.ts'
import { deadLetters, queueSchema } from './queue-names.ts'

export interface QueueState {
  /** `done`: when one of it last ended well, as far back as that is kept; null where none has. */
  queues: { name: JobName; waiting: number; running: number; done: Date | null }[]
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
    const { rows } = await client.query<QueueState['queues'][number]>(
      `SELECT name, (count(*) FILTER (WHERE state IN ('created', 'retry')))::integer AS waiting,
         (count(*) FILTER (WHERE state = 'active'))::integer AS running, max(completed_on) FILTER (WHERE state = 'completed') AS done
       FROM ${queueSchema}.job WHERE name = ANY($1) GROUP BY name`,
      [names],
    )
    return {
      queues: names.map((name) => rows.find((row) => row.name === name) ?? { name, waiting: 0, running: 0, done: null }),
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
