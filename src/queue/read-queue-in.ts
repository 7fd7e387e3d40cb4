import { Prisma } from '../db/generated/client.ts'
import type { Transaction } from '../db/transaction.ts'
import { jobPayloads } from './job-payloads.ts'
import { deadLetters, queueSchema } from './queue-names.ts'
import type { QueueState } from './read-queue.ts'

/** The most of what failed that is told. More than that has one reason. */
const mostDead = 200

const schema = Prisma.raw(queueSchema)

/** What `readQueue` tells, to those who have a transaction open; of what failed the oldest 200. Where no queue was made yet, nothing waits. */
export async function readQueueIn(transaction: Transaction): Promise<QueueState> {
  const names = Object.keys(jobPayloads) as QueueState['queues'][number]['name'][]
  const [made] = await transaction.$queryRaw<{ exists: boolean }[]>`SELECT to_regclass(${`${queueSchema}.job`}) IS NOT NULL AS "exists"`
  if (made?.exists !== true) return { queues: names.map((name) => ({ name, waiting: 0, running: 0, done: null })), dead: [] }
  const rows = await transaction.$queryRaw<QueueState['queues']>`
    SELECT "name", (count(*) FILTER (WHERE "state" IN ('created', 'retry')))::int AS "waiting",
      (count(*) FILTER (WHERE "state" = 'active'))::int AS "running", max("completed_on") FILTER (WHERE "state" = 'completed') AS "done"
    FROM ${schema}."job" WHERE "name" = ANY(${names}) GROUP BY "name"`
  const dead = await transaction.$queryRaw<QueueState['dead']>`
    SELECT "id"::text, coalesce("source_name", '') AS "name", "created_on" AS "failedAt", coalesce("source_output" ->> 'message', '') AS "fault"
    FROM ${schema}."job" WHERE "name" = ${deadLetters} AND "state" IN ('created', 'retry')
    ORDER BY "created_on", "id" LIMIT ${mostDead}`
  return { queues: names.map((name) => rows.find((row) => row.name === name) ?? { name, waiting: 0, running: 0, done: null }), dead }
}
