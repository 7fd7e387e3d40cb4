import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { lateEditing, type EditingDoor } from '../../src/app/late-editing.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { receiveClaim } from '../../src/jobs/receive-claim.ts'
import type { JobPayload } from '../../src/queue/job-payloads.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { aChannel } from '../support/directory.ts'
import { tracesInDatabase, tracesInText } from '../support/find-traces.ts'
import { jobContext, jobRun } from '../support/job-context.ts'
import { startServer, testNow, type TestServer } from '../support/server.ts'
import { takeVersion } from '../support/write-subject.ts'
import { writeListing } from '../support/write-listing.ts'

const hour = 60 * 60 * 1000
let test: TestDatabase
let client: pg.Client
let door: EditingDoor
let server: TestServer
let now: Date

beforeAll(async () => {
  test = await cloneDatabase()
  await bringToRelease(test.url)
  client = await connectOnce(test.url)
  const known = await writeListing(client)
  const kept = await writeListing(client)
  await writeListing(client, { channels: [aChannel({ type: 'website', value: 'https://help.nobody-ngo.org/chat' }), aChannel({ type: 'website', value: 'https://www.facebook.com/ngo' })] })
  const organisation = async (id: string, slug: string, url: string | null, listingId: string | null) => {
    await client.query('INSERT INTO organisation (id, slug, name, url, created_at, updated_at) VALUES ($1, $2, $3, $4, now(), now())', [id, slug, `<b>${slug}</b> & "co"`, url])
    if (listingId === null) return
    await client.query('BEGIN')
    const version = await takeVersion(client, 'listing', listingId, 'published')
    await client.query('UPDATE listing SET organisation_id = $2, directory_version = $3 WHERE id = $1', [listingId, id, version])
    await client.query('COMMIT')
  }
  await organisation('00000000-0000-7000-8000-0000000000a1', 'ngo', 'https://www.some-ngo.org/', known.id)
  await organisation('00000000-0000-7000-8000-0000000000a2', 'kept-ngo', 'https://www.kept-ngo.org/', kept.id)
  await organisation('00000000-0000-7000-8000-0000000000a3', 'hidden-ngo', 'https://www.hidden-ngo.org/', null)
  await client.query("INSERT INTO editor (id, email, name, created_at, updated_at) VALUES ('00000000-0000-7000-8000-0000000000e1', 'm@kept-ngo.org', 'M', now(), now())")
  await client.query(
    `INSERT INTO membership (id, editor_id, organisation_id, role, created_at, updated_at)
     VALUES ('00000000-0000-7000-8000-0000000000f1', '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000a2', 'manager', now(), now())`,
  )
})
beforeEach(async () => {
  await client.query('DELETE FROM claim')
  await client.query('DELETE FROM pgboss.job')
  now = testNow
  door = lateEditing(Promise.resolve(test.url))
  server = await startServer(test.url, { now: () => now, editing: door, config: { trustedProxies: ['127.0.0.1'] } })
})
afterEach(async () => {
  await server.close()
  await door.close()
})
afterAll(async () => {
  await client.end()
  await test.drop()
})

const name = '<b>ngo</b> & "co"'
let addresses = 0
const from = () => ({ 'x-forwarded-for': `198.51.100.${(addresses += 1) % 250}` })
const send = (method: 'GET' | 'POST', url: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}) =>
  server.app.inject({
    method,
    url,
    remoteAddress: '127.0.0.1',
    headers: { ...from(), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  })
const claim = (facts: object = {}) => send('POST', '/v1/claims', { body: { organisation: 'ngo', wish: 'this_is_us', email: 'office@some-ngo.org', ...facts } })

type Sent = Extract<JobPayload<'send-mail'>, { template: 'claim_confirmation' }>
/** Does what waits in the queue, and gives back the mails that were asked for so far. */
const work = async () => {
  const { rows } = await client.query<{ data: JobPayload<'receive-claim'> }>("DELETE FROM pgboss.job WHERE name = 'receive-claim' RETURNING data")
  const context = jobContext(door.database, { now: () => now, queue: door.queue })
  for (const { data } of rows) await receiveClaim.run(context, data, jobRun())
  const mails = await client.query<{ data: Sent }>("SELECT data FROM pgboss.job WHERE name = 'send-mail' ORDER BY created_on")
  return { outcomes: context.lines.map(({ facts }) => (facts as { outcome: string }).outcome), mails: mails.rows.map(({ data }) => data) }
}
const linkOf = async () => {
  await claim()
  const { mails } = await work()
  return `/v1/claims/${mails.at(-1)?.data.token}`
}

describe('POST /v1/claims', () => {
  it('sends a link to an address on the own domain, and keeps only its digest', async () => {
    expect((await claim({ email: 'Office@Mail.Some-NGO.org' })).statusCode).toBe(202)
    const { mails, outcomes } = await work()
    expect(outcomes).toEqual(['sent'])
    expect(mails).toMatchObject([{ to: 'office@mail.some-ngo.org', template: 'claim_confirmation', data: { about: name, wish: 'this_is_us', expiresAt: '2026-11-23' } }])
    const token = mails[0]?.data.token ?? ''
    const { rows } = await client.query('SELECT state, token_digest FROM claim')
    expect(rows).toMatchObject([{ state: 'sent' }])
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('knows a listing of nobody by its web pages, but not by those that are shared', async () => {
    const { rows } = await client.query<{ slug: string }>('SELECT slug FROM listing WHERE organisation_id IS NULL')
    const listing = rows[0]?.slug
    await claim({ organisation: undefined, listing, email: 'a@nobody-ngo.org' })
    await claim({ organisation: undefined, listing, email: 'a@facebook.com' })
    const { outcomes, mails } = await work()
    expect(outcomes.toSorted()).toEqual(['not_their_domain', 'sent'])
    expect(mails.map(({ to }) => to)).toEqual(['a@nobody-ngo.org'])
  })

  it('answers the same, and asks for the same work, whether or not anything comes of it', async () => {
    const { rows } = await client.query<{ slug: string }>("SELECT slug FROM listing WHERE organisation_id = '00000000-0000-7000-8000-0000000000a1'")
    const answers = [
      await claim(),
      await claim({ email: 'office@elsewhere.org' }),
      await claim({ email: 'office@gmail.com' }),
      await claim({ organisation: 'nothing' }),
      await claim({ organisation: 'kept-ngo', email: 'm@kept-ngo.org' }),
      await claim({ organisation: 'hidden-ngo', email: 'm@hidden-ngo.org' }),
      await claim({ organisation: undefined, listing: rows[0]?.slug }),
    ]
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    expect(answers[0]?.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' })
    const { outcomes, mails } = await work()
    expect(outcomes.toSorted()).toEqual(['not_their_domain', 'not_their_domain', 'sent', 'unknown', 'unknown', 'unknown', 'unknown'])
    expect(mails).toHaveLength(1)
  })

  it('sends one link a day for the same, and three mails a day to one address', async () => {
    for (const wish of ['this_is_us', 'this_is_us', 'remove_us', 'remove_us']) await claim({ wish })
    expect((await work()).outcomes.toSorted()).toEqual(['asked_before', 'asked_before', 'sent', 'sent'])
    await client.query('UPDATE claim SET organisation_id = $1', ['00000000-0000-7000-8000-0000000000a3'])
    for (const wish of ['this_is_us', 'remove_us']) await claim({ wish })
    expect((await work()).outcomes.toSorted()).toEqual(['asked_before', 'sent'])
    now = new Date(testNow.getTime() + 25 * hour)
    await claim()
    expect((await work()).outcomes).toEqual(['sent'])
  })

  it('sends three mails a day to one mailbox, whatever stands behind a plus', async () => {
    for (const email of ['office+a@some-ngo.org', 'Office+b@some-ngo.org', 'office+c+d@some-ngo.org', 'office+e@some-ngo.org', 'office@some-ngo.org', 'desk+a@some-ngo.org']) {
      await claim({ email })
      await work()
    }
    expect((await work()).mails.map(({ to }) => to)).toEqual(['office+a@some-ngo.org', 'office+b@some-ngo.org', 'office+c+d@some-ngo.org', 'desk+a@some-ngo.org'])
  })

  it.each([
    ['neither an organisation nor a listing', { organisation: undefined }, ['/organisation missing']],
    ['both', { listing: 'x' }, ['/listing conflict']],
    ['a wish that there is not', { wish: 'give_us' }, ['/wish unknown_value']],
    ['no address', { email: 'office' }, ['/email invalid_value']],
    ['several addresses', { email: 'a@some-ngo.org, b@some-ngo.org' }, ['/email invalid_value']],
    ['a name in it', { email: 'Office <a@some-ngo.org>' }, ['/email invalid_value']],
    ['a name that is none', { organisation: 'nothing\u0000' }, ['/organisation invalid_value']],
    ['more words', { note: 'please' }, ['/note unknown_parameter']],
  ])('refuses %s', async (_what, facts, faults) => {
    const answer = await claim(facts)
    expect(answer.statusCode).toBe(400)
    expect(answer.json<{ errors: { pointer: string; code: string }[] }>().errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults)
    expect((await work()).outcomes).toEqual([])
  })

  it('is limited to five a minute from one address', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7', 'content-type': 'application/json' }
    const body = { organisation: 'ngo', wish: 'this_is_us', email: 'office@some-ngo.org' }
    const statuses: number[] = []
    for (let times = 0; times < 6; times += 1) statuses.push((await send('POST', '/v1/claims', { body, headers })).statusCode)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
  })
})

describe('the link of the mail', () => {
  it('shows what it is for, as often as it is opened, and confirms nothing', async () => {
    const link = await linkOf()
    for (const method of ['GET', 'GET'] as const) {
      const answer = await send(method, link)
      expect(answer.json()).toEqual({ wish: 'this_is_us', about: name, state: 'sent', confirmBefore: '2026-11-23T12:30:00.000Z' })
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    }
    expect((await client.query('SELECT state FROM claim')).rows).toEqual([{ state: 'sent' }])
  })

  it('confirms when it is posted to, once; again changes nothing', async () => {
    const link = await linkOf()
    expect((await send('POST', link)).json()).toMatchObject({ state: 'confirmed' })
    const after = (await client.query('SELECT state, edits, confirmed_at FROM claim')).rows
    expect(after).toMatchObject([{ state: 'confirmed', edits: 1 }])
    now = new Date(testNow.getTime() + 30 * 24 * hour)
    expect((await send('POST', link)).json()).toMatchObject({ state: 'confirmed' })
    expect((await client.query('SELECT state, edits, confirmed_at FROM claim')).rows).toEqual(after)
    // While it waits for an answer, nothing more is sent.
    await claim()
    expect((await work()).outcomes).toEqual(['asked_before'])
  })

  it('is a page with a button in a browser, which shows names as text', async () => {
    const link = await linkOf()
    const page = await send('GET', link, { headers: { accept: 'text/html,application/xhtml+xml' } })
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.body).toMatch(/<form method="post"><button type="submit">Confirm<\/button><\/form>/)
    expect(page.body).toContain('&#60;b&#62;ngo&#60;/b&#62; &#38; &#34;co&#34;')
    expect(page.body).not.toMatch(/<b>|<script/)
    const confirmed = await send('POST', link, { headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' } })
    expect(confirmed.statusCode).toBe(200)
    expect(confirmed.body).toMatch(/this is confirmed/)
  })

  it.each(['GET', 'POST'] as const)('that is wrong or too old is not found, with %s', async (method) => {
    const link = await linkOf()
    expect((await send(method, `${link.slice(0, -1)}x`)).statusCode).toBe(404)
    expect((await send(method, '/v1/claims/%00')).statusCode).toBe(404)
    now = new Date(testNow.getTime() + 73 * hour)
    expect((await send(method, link)).statusCode).toBe(404)
    expect((await client.query('SELECT state FROM claim')).rows).toEqual([{ state: 'sent' }])
  })

  it('is in no log line, and nothing of who asked is kept but the address that they gave', async () => {
    const link = await linkOf()
    await send('POST', link, { headers: { 'x-forwarded-for': '203.0.113.77', 'user-agent': 'zzagentzz' } })
    const token = link.slice(link.lastIndexOf('/') + 1)
    expect(tracesInText(server.logLines.join('\n'), [token.toLowerCase(), '203.0.113.77', 'zzagentzz', 'some-ngo'])).toEqual([])
    expect((await tracesInDatabase(test.url, ['203.0.113.77', 'zzagentzz'])).found).toEqual([])
  })
})
