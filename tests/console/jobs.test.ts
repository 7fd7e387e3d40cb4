import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { jobs } from '../../src/jobs/index.ts'
import { migrateQueue } from '../../src/queue/migrate-queue.ts'
import { openQueue } from '../../src/queue/open-queue.ts'
import { readQueue } from '../../src/queue/read-queue.ts'
import { retryDeadLetters } from '../../src/queue/retry-dead-letters.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let administrator: Person
beforeAll(async () => {
  editing = await openEditing()
  administrator = await aPerson(editing.database, { platformRole: 'administrator' })
})
afterAll(() => editing.close())

type Jobs = { queues: { name: string; waiting: number; running: number; lastDone: string | null }[]; failed: { name: string; fault: string }[] }
const ask = async () => {
  const response = await editing.as(administrator.principal, 'GET', '/v1/console/jobs')
  expect(response.statusCode, response.body).toBe(200)
  return { jobs: response.json<Jobs>(), body: response.body }
}

describe('the background work', () => {
  it('is nothing before there is a queue; then what waits, what was done and what failed, without what it was given', async () => {
    expect((await ask()).jobs).toMatchObject({ failed: [] })
    await migrateQueue(editing.test.url, jobs)
    const queue = openQueue(editing.test.url)
    const client = await connectOnce(editing.test.url)
    try {
      await inTransaction(editing.database, (transaction) => queue.enqueue(transaction, 'check-links', {}))
      await inTransaction(editing.database, (transaction) => queue.enqueue(transaction, 'clean-up', {}))
      await client.query("UPDATE pgboss.job SET state = 'completed', completed_on = '2026-03-10T11:00:00Z' WHERE name = 'clean-up'")
      await client.query(
        `INSERT INTO pgboss.job (name, data, source_name, source_output) VALUES ('dead-letters', '{"to": "secret@example.org"}', 'send-mail', '{"message": "no answer"}')`,
      )
      const { jobs: told, body } = await ask()
      expect(told.queues).toContainEqual({ name: 'check-links', waiting: 1, running: 0, lastDone: null })
      expect(told.queues).toContainEqual({ name: 'clean-up', waiting: 0, running: 0, lastDone: '2026-03-10T11:00:00.000Z' })
      expect(told.failed).toMatchObject([{ name: 'send-mail', fault: 'no answer' }])
      expect(body).not.toContain('secret@example.org')

      await client.query(
        `INSERT INTO pgboss.job (name, data, source_name, created_on) SELECT 'dead-letters', '{}', 'send-mail', '2026-03-01'::date + n FROM generate_series(1, 1200) AS n`,
      )
      const { dead, deadInAll } = await inTransaction(editing.database, readQueue)
      expect([dead.length, deadInAll]).toEqual([200, 1201])
      expect(dead).toEqual(dead.toSorted((one, other) => one.failedAt.getTime() - other.failedAt.getTime()))
      expect((await ask()).jobs.failed).toHaveLength(200)
      expect(await retryDeadLetters(editing.test.url)).toBe(1201)
      expect(await inTransaction(editing.database, readQueue)).toMatchObject({ dead: [], deadInAll: 0 })
      expect((await ask()).jobs.queues).toContainEqual({ name: 'send-mail', waiting: 1201, running: 0, lastDone: null })
    } finally {
      await client.end()
      await queue.close()
    }
  })
})
