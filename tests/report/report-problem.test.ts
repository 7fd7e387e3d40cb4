import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { lateEditing, type EditingDoor } from '../../src/app/late-editing.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { urgentFrom } from '../../src/directory/problem/urgent-from.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { giveListing } from '../support/give-listing.ts'
import { startRelay, type Relay } from '../support/relay.ts'
import { startServer, testNow, type TestServer } from '../support/server.ts'
import { tracesInDatabase, tracesInText } from '../support/find-traces.ts'
import { waitUntil } from '../support/wait-until.ts'
import { writeListing } from '../support/write-listing.ts'

let test: TestDatabase
let client: pg.Client
let relay: Relay
let door: EditingDoor
let server: TestServer
let now: Date
let listing: { id: string; slug: string }

beforeAll(async () => {
  test = await cloneDatabase()
  await bringToRelease(test.url)
  client = await connectOnce(test.url)
  relay = await startRelay(test.url)
  await client.query(
    `INSERT INTO organisation (id, slug, name, contact_email, created_at, updated_at)
     VALUES ('00000000-0000-7000-8000-0000000000aa', 'ngo', 'NGO', 'contact@ngo.example.org', now(), now())`,
  )
})
beforeEach(async () => {
  await client.query('DELETE FROM problem')
  await client.query('DELETE FROM pgboss.job')
  now = testNow
  listing = await writeListing(client)
  await giveListing(client, listing.id, '00000000-0000-7000-8000-0000000000aa')
  door = lateEditing(Promise.resolve(relay.url))
  server = await startServer(test.url, { now: () => now, editing: door, config: { trustedProxies: ['127.0.0.1'] } })
})
afterEach(async () => {
  await relay.mend()
  await server.close()
  await door.close()
})
afterAll(async () => {
  await relay.cut()
  await client.end()
  await test.drop()
})

let addresses = 0
const anAddress = () => `198.51.100.${(addresses += 1) % 250}`
const report = (body: unknown, { from = anAddress(), to = listing.slug, app = server.app }: { from?: string; to?: string; app?: FastifyInstance } = {}) =>
  app.inject({
    method: 'POST',
    url: `/v1/listings/${to}/problems`,
    payload: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    remoteAddress: '127.0.0.1',
  })
const problems = async () => (await client.query('SELECT kind, source, state, count, detail, urgent_at IS NOT NULL AS urgent FROM problem ORDER BY kind')).rows
const mails = async () =>
  (await client.query<{ data: unknown }>("SELECT data FROM pgboss.job WHERE name = 'send-mail' ORDER BY created_on")).rows.map(({ data }) => data)
const counted = (kind: string, count: number, urgent = false) => ({ kind, source: 'public', state: 'open', count, detail: null, urgent })

describe('202', () => {
  it('thanks in the same words whatever was reported, may be read by any page, and is not kept', async () => {
    const answers = [await report({ kind: 'no_answer' }), await report({ kind: 'closed' }, { to: listing.id })]
    for (const { statusCode, headers, body } of answers) {
      expect({ statusCode, body }).toEqual({ statusCode: 202, body: '{"message":"Thank you. Somebody will look at it."}' })
      expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'no-store', 'ratelimit-policy': '"problems";q=10;w=60' })
    }
    expect(await problems()).toEqual([counted('no_answer', 1), counted('closed', 1)])
  })

  it('counts those who say the same in one row, also when they come at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => report({ kind: 'not_helpful' })))
    expect(await problems()).toEqual([counted('not_helpful', 20, true)])
  })

  it('to the same address again on the same day counts nothing; on the next day it does', async () => {
    const from = '2001:db8:1:2::3'
    await Promise.all([report({ kind: 'no_answer' }, { from }), report({ kind: 'no_answer' }, { from: '2001:db8:1:2::4' })])
    await report({ kind: 'no_answer' }, { from })
    expect(await problems()).toEqual([counted('no_answer', 1)])
    await report({ kind: 'dead_link' }, { from })
    now = new Date(testNow.getTime() + 24 * 60 * 60 * 1000)
    await report({ kind: 'no_answer' }, { from })
    expect(await problems()).toEqual([counted('no_answer', 2), counted('dead_link', 1)])
  })

  it('changes nothing that the public sees, and leaves no audit row', async () => {
    const version = async () => (await client.query('SELECT version FROM directory_head')).rows
    const before = await version()
    for (let times = 0; times < 4; times += 1) await report({ kind: 'closed' })
    expect(await version()).toEqual(before)
    expect((await client.query('SELECT FROM audit_event')).rowCount).toBe(0)
  })

  it('after somebody closed the problem begins a new one', async () => {
    await report({ kind: 'closed' })
    await client.query("UPDATE problem SET state = 'dismissed', closed_at = now(), closed_by = 'editor:x'")
    await report({ kind: 'closed' })
    expect((await client.query('SELECT state, count FROM problem ORDER BY state')).rows).toEqual([
      { state: 'open', count: 1 },
      { state: 'dismissed', count: 1 },
    ])
  })
})

describe('an urgent problem', () => {
  it.each(Object.entries(urgentFrom))('of kind %s is one from %i reports on, and the organisation hears of it once', async (kind, threshold) => {
    for (let times = 1; times < threshold; times += 1) await report({ kind })
    expect(await problems()).toEqual([counted(kind, threshold - 1)])
    expect(await mails()).toEqual([])
    await report({ kind })
    await report({ kind })
    expect(await problems()).toEqual([counted(kind, threshold + 1, true)])
    expect(await mails()).toEqual([
      { to: 'contact@ngo.example.org', template: 'problem_urgent', data: { listing: 'A line', slug: listing.slug, kind, count: threshold } },
    ])
  })

  it('beside another one of the same listing is told of on the next day', async () => {
    for (const kind of ['closed', 'wrong_number']) for (let times = 0; times < 4; times += 1) await report({ kind })
    expect(await mails()).toHaveLength(1)
    now = new Date(testNow.getTime() + 25 * 60 * 60 * 1000)
    await report({ kind: 'wrong_number' })
    expect(await mails()).toMatchObject([{ data: { kind: 'closed' } }, { data: { kind: 'wrong_number', count: 5 } }])
  })

  it('is told to the managers of an organisation, too, also when it gave no address: so it begins after a claim', async () => {
    const bare = '00000000-0000-7000-8000-0000000000ab'
    await client.query("INSERT INTO organisation (id, slug, name, created_at, updated_at) VALUES ($1, 'bare', 'Bare', now(), now())", [bare])
    const member = async (id: string, role: string) => {
      await client.query('INSERT INTO editor (id, email, name, created_at, updated_at) VALUES ($1, $2, $3, now(), now())', [id, `${role}@bare.example.org`, role])
      await client.query('INSERT INTO membership (id, editor_id, organisation_id, role, created_at, updated_at) VALUES ($1, $1, $2, $3, now(), now())', [id, bare, role])
    }
    await member('00000000-0000-7000-8000-0000000000e1', 'manager')
    await member('00000000-0000-7000-8000-0000000000e2', 'editor')
    await giveListing(client, listing.id, bare)
    for (let times = 0; times < 4; times += 1) await report({ kind: 'closed' })
    expect(await mails()).toMatchObject([{ to: 'manager@bare.example.org', template: 'problem_urgent' }])
  })

  it('of two kinds at once is one mail', async () => {
    for (const kind of ['closed', 'wrong_number']) for (let times = 0; times < 2; times += 1) await report({ kind })
    await Promise.all([report({ kind: 'closed' }), report({ kind: 'wrong_number' })])
    expect(await mails()).toHaveLength(1)
  })
})

describe('400', () => {
  it.each([
    ['no kind', {}, ['/kind missing']],
    ['a kind that there is not', { kind: 'rude' }, ['/kind unknown_value']],
    ['free text', { kind: 'closed', text: 'my name is' }, ['/text unknown_parameter']],
    ['another type', { kind: ['closed'] }, ['/kind unknown_value']],
    ['a list', [], []],
    ['a kind twice', '{"kind":"closed","kind":"no_answer"}', ['/kind repeated_parameter']],
  ])('for %s; nothing is counted', async (_what, body, faults) => {
    const { statusCode, body: answer } = await report(body)
    expect(statusCode).toBe(400)
    const { errors = [] } = JSON.parse(answer) as { errors?: { pointer?: string; code: string }[] }
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults)
    expect(answer).not.toMatch(/rude|my name/)
    expect(await problems()).toEqual([])
  })

  it('for a body of a few kilobytes it is 413', async () => {
    expect((await report({ kind: 'closed', text: 'a'.repeat(2000) })).statusCode).toBe(413)
  })
})

describe('404', () => {
  it('for what is not public, not there, or no longer served, in the words of GET', async () => {
    const draft = await writeListing(client, {}, 'draft')
    const suspended = await writeListing(client, {}, 'suspended')
    const said = async (to: string) => {
      const { statusCode, body } = await report({ kind: 'closed' }, { to })
      const { requestId, ...rest } = JSON.parse(body) as Record<string, unknown>
      expect(typeof requestId).toBe('string')
      return { statusCode, ...rest }
    }
    const shown = await server.app.inject(`/v1/listings/nothing`)
    const { requestId: _id, ...problem } = shown.json<Record<string, unknown>>()
    for (const to of ['nothing', draft.slug, suspended.id, 'a%00b']) expect(await said(to)).toEqual({ statusCode: 404, ...problem })
    now = new Date(testNow.getTime() + 5 * 365 * 24 * 60 * 60 * 1000)
    expect(await said(listing.slug)).toEqual({ statusCode: 404, ...problem })
    expect(await problems()).toEqual([])
  })

  it('for what was withdrawn a moment ago, of which this node has not heard; and for no longer than that', async () => {
    const become = async (state: 'suspended' | 'published', action: 'withdrawn' | 'published') => {
      await client.query('BEGIN')
      await client.query('UPDATE directory_head SET version = version + 1')
      await client.query("INSERT INTO directory_change (version, subject, subject_id, action, at) SELECT version, 'listing', $1, $2, now() FROM directory_head", [listing.id, action])
      await client.query('UPDATE listing SET state = $2, directory_version = (SELECT version FROM directory_head) WHERE id = $1', [listing.id, state])
      await client.query('COMMIT')
    }
    const from = anAddress()
    await become('suspended', 'withdrawn')
    expect((await report({ kind: 'closed' }, { from })).statusCode).toBe(404)
    expect(await problems()).toEqual([])
    await become('published', 'published')
    // The node may have heard of the first meanwhile, and then has to hear of the second.
    await waitUntil('this node has heard', async () => (await server.app.inject(`/v1/listings/${listing.slug}`)).statusCode === 200)
    expect((await report({ kind: 'closed' }, { from })).statusCode).toBe(202)
    expect(await problems()).toEqual([counted('closed', 1)])
  })
})

describe('429', () => {
  it('after ten a minute from one address; others go on, and reading is not limited by it', async () => {
    const from = '203.0.113.9'
    const statuses: number[] = []
    for (let times = 0; times < 11; times += 1) statuses.push((await report({ kind: 'rude' }, { from })).statusCode)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429])
    const refused = await report({ kind: 'closed' }, { from })
    expect(refused.headers['retry-after']).toMatch(/^\d+$/)
    expect((await report({ kind: 'closed' })).statusCode).toBe(202)
    expect((await server.app.inject({ url: `/v1/listings/${listing.slug}`, headers: { 'x-forwarded-for': from } })).statusCode).toBe(200)
  })
})

describe('503', () => {
  it('while the database is away, with the time to come again; then it is counted once', async () => {
    const from = '203.0.113.20'
    await relay.cut()
    const { statusCode, headers, body } = await report({ kind: 'closed' }, { from })
    expect({ statusCode, code: (JSON.parse(body) as { code: string }).code }).toEqual({ statusCode: 503, code: 'database_away' })
    expect(headers['retry-after']).toMatch(/^\d+$/)
    await relay.mend()
    await waitUntil('it is taken', async () => (await report({ kind: 'closed' }, { from })).statusCode === 202)
    expect(await problems()).toEqual([counted('closed', 1)])
  })

  it('within seconds when the database says nothing', async () => {
    await report({ kind: 'closed' })
    await relay.silence()
    expect((await report({ kind: 'closed' })).statusCode).toBe(503)
  })

  it('of a node that never had a database; it answers all else', async () => {
    const alone = await startServer(test.url, { now: () => now })
    expect((await report({ kind: 'closed' }, { app: alone.app })).statusCode).toBe(503)
    expect((await alone.app.inject(`/v1/listings/${listing.slug}`)).statusCode).toBe(200)
    await alone.close()
  })
})

it('nothing of who sent it is in any table or log line', async () => {
  const words = ['203.0.113.77', 'zzagentzz', 'zzrefererzz']
  await server.app.inject({
    method: 'POST',
    url: `/v1/listings/${listing.slug}/problems`,
    payload: '{"kind":"closed"}',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.77', 'user-agent': 'zzagentzz', referer: 'https://zzrefererzz.example' },
    remoteAddress: '127.0.0.1',
  })
  expect(await problems()).toHaveLength(1)
  expect((await tracesInDatabase(test.url, words)).found).toEqual([])
  expect(tracesInText(server.logLines.join('\n'), [...words, listing.slug])).toEqual([])
})
