import { callbackify } from 'node:util'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openDatabase, type Database } from '../../src/db/client.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { sendMail } from '../../src/jobs/send-mail.ts'
import { openQueue, type JobQueue } from '../../src/queue/open-queue.ts'
import { readQueue } from '../../src/queue/read-queue.ts'
import { retryDeadLetters } from '../../src/queue/retry-dead-letters.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { startMailServer, type MailServer } from '../support/mail-server.ts'
import { startProcess, type TestProcess } from '../support/start-process.ts'
import { tracesInDatabase } from '../support/find-traces.ts'
import { waitUntil } from '../support/wait-until.ts'

const token = 'zzsecrettokenzzsecrettoken'
let test: TestDatabase
let client: pg.Client
let database: Database
let queue: JobQueue
let server: MailServer
const workers: TestProcess[] = []

beforeAll(async () => {
  test = await cloneDatabase()
  await bringToRelease(test.url)
  client = await connectOnce(test.url)
  database = openDatabase(test.url)
  queue = openQueue(test.url)
})
beforeEach(async () => {
  await client.query('DELETE FROM pgboss.job')
})
afterEach(async () => {
  for (const { child, ended } of workers.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
  await server.close()
})
afterAll(async () => {
  await queue.close()
  await client.end()
  await database.close()
  await test.drop()
})

const invite = () =>
  inTransaction(database, (transaction) =>
    queue.enqueue(transaction, 'send-mail', {
      to: 'manager@ngo.example.org',
      template: 'invitation',
      data: { organisation: 'Nobody Alone', role: 'manager', token, expiresAt: '2026-12-01' },
    }),
  )

const start = async (smtpUrl: string) => {
  const worker = startProcess('src/worker.ts', [], { DATABASE_URL: test.url, SMTP_URL: smtpUrl, PUBLIC_URL: 'https://directory.example.org' })
  workers.push(worker)
  await worker.waitFor(/the worker takes work/)
  return worker
}

interface JobRow {
  state: string
  retry_count: number
  pause: number
  token: string | null
}
const read = async () => {
  const { rows } = await client.query<JobRow>(
    `SELECT state, retry_count, extract(epoch FROM start_after - now())::integer AS pause, data -> 'data' ->> 'token' AS token
     FROM pgboss.job WHERE name = 'send-mail'`,
  )
  return rows[0]
}
const waitForState = (state: string) =>
  waitUntil(`the mail is ${state}`, async () => {
    const row = await read()
    return row?.state === state ? row : null
  }, 30_000)

describe('a mail in the queue', () => {
  it('is sent, and then what makes its link work is nowhere', async () => {
    server = await startMailServer()
    const id = await invite()
    expect((await read())?.token).toBe(token)
    const worker = await start(server.url)
    expect(await waitForState('completed')).toMatchObject({ token: null })
    expect(server.mails[0]?.mail).toMatchObject({ messageId: `<${id}@directory.example.org>`, text: expect.stringContaining(token) })
    expect((await tracesInDatabase(test.url, [token])).found).toEqual([])
    expect(worker.output()).not.toMatch(/zzsecret|ngo\.example/)
  })

  it('waits while the mail server is away, longer each time, and is sent when it is back', async () => {
    server = await startMailServer()
    const { url } = server
    await server.close()
    await invite()
    await start(url)
    const pauses: number[] = []
    for (const attempt of [1, 2, 3]) {
      const row = await waitUntil(`attempt ${attempt} failed`, async () => {
        const found = await read()
        return found?.state === 'retry' && found.retry_count === attempt - 1 ? found : null
      }, 30_000)
      expect(row.token).toBe(token)
      pauses.push(row.pause)
      if (attempt < 3) await client.query("UPDATE pgboss.job SET start_after = now() WHERE name = 'send-mail'")
    }
    expect(pauses.map((pause, index) => pause >= 60 * 2 ** index - 5 && pause <= 60 * 2 ** (index + 1))).toEqual([true, true, true])
    server = await startMailServer({}, Number(new URL(url).port))
    await client.query("UPDATE pgboss.job SET start_after = now() WHERE name = 'send-mail'")
    await waitForState('completed')
    expect(server.mails).toHaveLength(1)
  })

  it('is tried for three days, whatever the pauses come to', () => {
    const pause = (attempt: number) => Math.min(sendMail.retryDelayMax, sendMail.retryDelay * 2 ** attempt)
    const total = Array.from({ length: sendMail.retryLimit }, (_, attempt) => pause(attempt)).reduce((sum, seconds) => sum + seconds, 0)
    expect(total / 3600).toBeGreaterThan(72)
    expect(total / 3600).toBeLessThan(80)
  })

  it('that is refused for ever goes to the dead letters at once, without its secret', async () => {
    server = await startMailServer({ onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no such user'), { responseCode: 550 })) })
    await invite()
    await start(server.url)
    expect(await waitForState('failed')).toMatchObject({ retry_count: 0, token: null })
    const { dead } = await inTransaction(database, readQueue)
    expect(dead).toMatchObject([{ name: 'send-mail', fault: expect.stringMatching(/never take this mail \(.*550\)/) }])
    expect((await tracesInDatabase(test.url, [token])).found).toEqual([])

    // Put back, it says why it cannot be sent any more.
    expect(await retryDeadLetters(test.url)).toBe(1)
    await waitUntil('it is dead again', async () => (await inTransaction(database, readQueue)).dead.find(({ fault }) => fault.includes('ask for a new one')), 30_000)
  })

  it('that was tried as often as it may be holds no secret while it is tried for the last time', async () => {
    let seen: JobRow | undefined
    server = await startMailServer({
      onRcptTo(_address, _session, done) {
        const refuse = async () => {
          seen = await read()
          throw Object.assign(new Error('later'), { responseCode: 450 })
        }
        callbackify(refuse)(done)
      },
    })
    await invite()
    await client.query("UPDATE pgboss.job SET retry_count = retry_limit, started_on = NULL, state = 'retry', start_after = now() WHERE name = 'send-mail'")
    await start(server.url)
    await waitForState('failed')
    expect(seen).toMatchObject({ state: 'active', token: null })
    expect((await tracesInDatabase(test.url, [token])).found).toEqual([])
  })
})

it('without a mail server, mails are printed by the worker', async () => {
  server = await startMailServer()
  await invite()
  const worker = await start('')
  await worker.waitFor(/SMTP_URL is not set[^]*manager@ngo\.example\.org[^]*https:\/\/directory\.example\.org\/v1\/sign-in\/invitations\/zzsecret/)
})
