import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openDatabase, type Database } from '../../src/db/client.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import type { LinkResult } from '../../src/directory/problem/link-outcome.ts'
import { reportProblem } from '../../src/directory/problem/report-problem.ts'
import { checkLinks } from '../../src/jobs/check-links.ts'
import { checkDueLinks } from '../../src/jobs/links/check-due-links.ts'
import { writeMail } from '../../src/mail/write-mail.ts'
import { mailPayload } from '../../src/queue/mail-payload.ts'
import { openQueue, type JobQueue } from '../../src/queue/open-queue.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { aChannel } from '../support/directory.ts'
import { giveListing } from '../support/give-listing.ts'
import { jobContext, jobRun } from '../support/job-context.ts'
import { withdrawAll } from '../support/withdraw-all.ts'
import { writeListing } from '../support/write-listing.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const start = new Date('2026-11-23T08:17:00Z')
const at = (ms: number) => new Date(start.getTime() + ms)
const result = (outcome: LinkResult['outcome'], facts: Partial<LinkResult> = {}): LinkResult => ({
  outcome,
  status: outcome === 'ok' ? 200 : outcome === 'http_error' ? 404 : null,
  movedTo: null,
  ...facts,
})

let test: TestDatabase
let client: pg.Client
let database: Database
let queue: JobQueue
/** What each address says; all others work. */
let says: Record<string, LinkResult>
let looked: string[]

beforeAll(async () => {
  test = await cloneDatabase()
  await bringToRelease(test.url)
  client = await connectOnce(test.url)
  database = openDatabase(test.url)
  queue = openQueue(test.url)
})
beforeEach(async () => {
  await client.query('DELETE FROM problem')
  await client.query('DELETE FROM link_check')
  await client.query('DELETE FROM pgboss.job')
  await withdrawAll(client)
  says = {}
  looked = []
})
afterAll(async () => {
  await client.end()
  await queue.close()
  await database.close()
  await test.drop()
})

const give = async (urls: string[], state?: 'draft' | 'suspended') => (await writeListing(client, { channels: urls.map((value) => aChannel({ type: 'website', value })) }, state)).id
const run = async (now: Date, more: Partial<Parameters<typeof checkDueLinks>[1]> = {}) => {
  looked = []
  const context = jobContext(database, { now: () => now, queue })
  const counts = await checkDueLinks(context, {
    look: (url) => {
      looked.push(url)
      return Promise.resolve(says[url] ?? result('ok'))
    },
    pause: () => Promise.resolve(),
    signal: new AbortController().signal,
    isOver: () => false,
    ...more,
  })
  return { counts, lines: context.lines }
}
const giveToOrganisation = async (urls: string[]) => {
  const organisation = '00000000-0000-7000-8000-0000000000aa'
  await client.query(
    `INSERT INTO organisation (id, slug, name, contact_email, created_at, updated_at)
     VALUES ($1, 'ngo', 'An NGO', 'contact@ngo.example.org', now(), now()) ON CONFLICT DO NOTHING`,
    [organisation],
  )
  const listing = await writeListing(client, { channels: urls.map((value) => aChannel({ type: 'website', value })) })
  await giveListing(client, listing.id, organisation)
  return listing
}
const mails = async () =>
  (await client.query<{ data: { to: string; template: string; data: unknown } }>("SELECT data FROM pgboss.job WHERE name = 'send-mail' ORDER BY created_on")).rows.map(({ data }) => data)
const checks = async () => (await client.query<{ url: string; outcome: string; failures: number }>('SELECT url, outcome, failures FROM link_check ORDER BY url, listing_id')).rows
const problems = async () =>
  (await client.query<Record<string, unknown>>('SELECT listing_id, kind, source, state, count, detail, closed_by FROM problem ORDER BY first_at')).rows

const url = 'https://help.example.org/chat'
const other = 'https://other.example.org/'

describe('links of published listings', () => {
  it('are looked at once for all listings that give them, and each again after a week', async () => {
    await give([url, other])
    await give([url])
    await give(['https://draft.example.org/'], 'draft')
    await give(['https://suspended.example.org/'], 'suspended')
    expect((await run(start)).counts).toEqual({ due: 2, looked: 2, failing: 0, outcomes: { ok: 2 } })
    expect(looked.toSorted()).toEqual([url, other])
    expect(await checks()).toHaveLength(3)
    await run(at(6 * day))
    expect(looked).toEqual([])
    await run(at(7 * day))
    expect(looked.toSorted()).toEqual([url, other])
  })

  it('are only the web addresses, not numbers', async () => {
    await writeListing(client, { channels: [aChannel({ value: '116111' }), aChannel({ type: 'email', value: 'help@example.org' }), aChannel({ type: 'chat', value: url })] })
    await run(start)
    expect(looked).toEqual([url])
  })

  it('are spread: of many, a part each hour, the longest unseen first', async () => {
    await give(Array.from({ length: 50 }, (_, index) => `https://h${index}.example.org/`))
    await give(Array.from({ length: 50 }, (_, index) => `https://i${index}.example.org/`))
    await run(start)
    expect(looked).toHaveLength(60)
    const first = new Set(looked)
    await run(at(hour))
    expect(looked).toHaveLength(40)
    expect(looked.filter((link) => first.has(link))).toEqual([])
  })

  it('of one host are asked for one at a time, with a pause between', async () => {
    await give([url, `${url}/2`, `${url}/3`, other])
    const steps: string[] = []
    let running = 0
    await run(start, {
      look: async (link) => {
        const isOfHost = link.startsWith(url)
        if (isOfHost) {
          expect((running += 1)).toBe(1)
          steps.push('look')
        }
        await new Promise((resolve) => setImmediate(resolve))
        if (isOfHost) running -= 1
        return result('ok')
      },
      pause: () => Promise.resolve(void steps.push('pause')),
    })
    expect(steps).toEqual(['look', 'pause', 'look', 'pause', 'look'])
  })

  it('of a host that asks to be left alone are left alone', async () => {
    await give([url, `${url}/2`, `${url}/3`, other])
    says[url] = result('busy', { status: 429 })
    expect((await run(start)).counts).toMatchObject({ looked: 4, failing: 0, outcomes: { busy: 3, ok: 1 } })
    expect(looked.toSorted()).toEqual([url, other])
    await run(at(2 * day))
    expect(looked).toEqual([])
  })
})

describe('a link that does not work', () => {
  it('is looked at each day, and is a problem of its listing on the third; the public sees no difference', async () => {
    const id = await give([url])
    const version = async () => (await client.query('SELECT version FROM directory_head')).rows
    const before = await version()
    says[url] = result('http_error')
    await run(start)
    await run(at(19 * hour))
    expect(looked).toEqual([])
    await run(at(day))
    expect(await problems()).toEqual([])
    await run(at(2 * day))
    const detail = `${url} answers with an error (404)`
    expect(await problems()).toEqual([{ listing_id: id, kind: 'dead_link', source: 'machine', state: 'open', count: 1, detail, closed_by: null }])
    await run(at(3 * day))
    expect(await problems()).toMatchObject([{ state: 'open', count: 2 }])
    expect(await version()).toEqual(before)
  })

  it('and works again, is no problem any more', async () => {
    await give([url, other])
    says[url] = result('timeout')
    for (const days of [0, 1, 2]) await run(at(days * day))
    expect(await problems()).toMatchObject([{ state: 'open', detail: `${url} does not answer in time` }])
    says = {}
    await run(at(3 * day))
    expect(await problems()).toMatchObject([{ state: 'dismissed', closed_by: 'system:check-links' }])
    expect(await checks()).toContainEqual({ url, outcome: 'ok', failures: 0 })
  })

  it('beside another one, is the same problem until both work', async () => {
    await give([url, other])
    says[url] = result('timeout')
    says[other] = result('unknown_host')
    await give(['https://third.example.net/'])
    for (const days of [0, 1, 2]) await run(at(days * day))
    expect(await problems()).toMatchObject([{ state: 'open', detail: `${url} does not answer in time\n${other} has a name that is not known` }])
    delete says[url]
    await run(at(3 * day))
    expect(await problems()).toMatchObject([{ state: 'open', detail: `${other} has a name that is not known` }])
  })

  it('twice because it leads to another domain, is a problem that names the domain alone', async () => {
    await give([url])
    says[url] = result('moved_away', { status: 301, movedTo: 'example.net' })
    await run(start)
    expect(await problems()).toEqual([])
    await run(at(day))
    expect(await problems()).toMatchObject([{ detail: `${url} leads to another domain (example.net)` }])
  })

  it('is told to the organisation once, and once more when it is urgent because it leads to another domain', async () => {
    const { slug } = await giveToOrganisation([url, other])
    const isUrgent = async () => (await client.query<{ urgent: boolean }>('SELECT urgent_at IS NOT NULL AS urgent FROM problem')).rows
    says[url] = result('http_error')
    for (const days of [0, 1]) await run(at(days * day))
    expect(await mails()).toEqual([])
    for (const days of [2, 3]) await run(at(days * day))
    const links = [`${url} answers with an error (404)`]
    expect(await mails()).toEqual([{ to: 'contact@ngo.example.org', template: 'links_dead', data: { listing: 'A line', slug, links } }])
    expect(await isUrgent()).toEqual([{ urgent: false }])
    says[url] = result('moved_away', { status: 301, movedTo: 'example.net' })
    await run(at(4 * day))
    expect(await isUrgent()).toEqual([{ urgent: true }])
    await run(at(5 * day))
    await run(at(6 * day))
    expect((await mails()).map(({ data }) => data)).toEqual([{ listing: 'A line', slug, links }, { listing: 'A line', slug, links: [`${url} leads to another domain (example.net)`] }])
  })

  it('and has a long address, is told of with what is wrong with it', async () => {
    const long = `${url}?${'a'.repeat(400)}`
    await giveToOrganisation([long])
    says[long] = result('moved_away', { status: 301, movedTo: 'example.net' })
    for (const days of [0, 1]) await run(at(days * day))
    const [mail] = await mails()
    const written = writeMail(mailPayload.parse(mail), 'https://directory.example.org')
    expect(written?.text).toContain(`  ${url}?aaaa`)
    expect(written?.text).toContain('a leads to another domain (example.net)\n')
  })

  it('and was told of today, does not keep back the mail about a number that is wrong', async () => {
    const { id } = await giveToOrganisation([url])
    says[url] = result('http_error')
    await give([other])
    for (const days of [0, 1, 2]) await run(at(days * day))
    const report = (kind: 'wrong_number' | 'closed') =>
      inTransaction(database, (transaction) => reportProblem({ transaction, queue, now: at(2 * day + hour) }, { listingId: id, kind }))
    for (const kind of ['wrong_number', 'wrong_number', 'wrong_number', 'closed', 'closed', 'closed'] as const) await report(kind)
    expect((await mails()).map(({ template }) => template)).toEqual(['links_dead', 'problem_urgent'])
  })

  it('and is given by another listing that is new, counts once a day all the same', async () => {
    await give([url])
    await give([other])
    says[url] = result('http_error')
    await run(start)
    for (const hours of [1, 2, 3]) {
      await give([url])
      await run(at(hours * hour))
      expect(looked).toEqual([url])
    }
    expect(await problems()).toEqual([])
    expect((await checks()).map(({ failures }) => failures)).toEqual([1, 1, 1, 1, 0])
    await run(at(day))
    await run(at(2 * day))
    expect(await problems()).toHaveLength(4)
  })

  it('now because it leads away and now because it does not answer, is dead all the same', async () => {
    await give([url])
    await give([other])
    const away = result('moved_away', { status: 302, movedTo: 'example.net' })
    for (const [days, says_] of [away, result('timeout'), away, result('timeout'), away, result('timeout')].entries()) {
      says[url] = says_
      await run(at(days * day))
    }
    expect(await problems()).toMatchObject([{ state: 'open' }])
  })

  it('between days on which nobody can tell, is counted as if those had not been', async () => {
    await give([url])
    const days: LinkResult['outcome'][] = ['http_error', 'unclear', 'http_error', 'busy', 'http_error']
    for (const [index, outcome] of days.entries()) {
      says[url] = result(outcome, { status: 400 })
      await run(at(index * 7 * day))
      expect(await problems()).toHaveLength(index === 4 ? 1 : 0)
    }
  })

  it('beside one of which a person said that it is none, is said', async () => {
    await give([url, other])
    says[url] = result('http_error')
    for (const days of [0, 1, 2]) await run(at(days * day))
    await client.query("UPDATE problem SET state = 'dismissed', closed_at = $1, closed_by = 'editor:x'", [at(2 * day)])
    says[other] = result('unknown_host')
    for (const days of [7, 8, 9]) await run(at(days * day))
    expect(await problems()).toMatchObject([{ state: 'dismissed' }, { state: 'open', detail: `${other} has a name that is not known` }])
    delete says[other]
    await run(at(10 * day))
    expect(await problems()).toMatchObject([{ state: 'dismissed' }, { state: 'dismissed', closed_by: 'system:check-links' }])
  })

  it('of which a person said that it is none, is said when it leads to another domain, once for each', async () => {
    await give([url])
    await give([other])
    const dismiss = (days: number) => client.query("UPDATE problem SET state = 'dismissed', closed_at = $1, closed_by = 'editor:x' WHERE state = 'open'", [at(days * day)])
    says[url] = result('http_error')
    for (const days of [0, 1, 2]) await run(at(days * day))
    await dismiss(2)
    says[url] = result('moved_away', { status: 301, movedTo: 'example.net' })
    await run(at(3 * day))
    expect(await problems()).toMatchObject([{ state: 'dismissed' }, { state: 'open', detail: `${url} leads to another domain (example.net)` }])
    await dismiss(3)
    await run(at(4 * day))
    expect(await problems()).toMatchObject([{ state: 'dismissed' }, { state: 'dismissed' }])
    says[url] = result('moved_away', { status: 301, movedTo: 'example.com' })
    await run(at(5 * day))
    expect(await problems()).toMatchObject([{ state: 'dismissed' }, { state: 'dismissed' }, { state: 'open' }])
  })

  it('of which a person said that it is none, is not said again for a month', async () => {
    await give([url])
    says[url] = result('http_error')
    for (const days of [0, 1, 2]) await run(at(days * day))
    await client.query("UPDATE problem SET state = 'dismissed', closed_at = $1, closed_by = 'editor:x'", [at(2 * day)])
    await run(at(3 * day))
    await run(at(31 * day))
    expect(await problems()).toHaveLength(1)
    await run(at(40 * day))
    expect(await problems()).toMatchObject([{ state: 'dismissed' }, { state: 'open' }])
  })
})

describe('when nothing outside answers', () => {
  it('nothing is written down, and the log says so', async () => {
    await give(Array.from({ length: 30 }, (_, index) => `https://h${index}.example.org/`))
    const { counts, lines } = await run(start, { look: () => Promise.resolve(result('unknown_host')) })
    expect(counts).toBeNull()
    expect(await checks()).toEqual([])
    expect(lines).toMatchObject([{ level: 'warn', message: expect.stringMatching(/nothing outside answers/) }])
  })

  it('but what worked before does, all is written down: there are only many dead links', async () => {
    const dead = Array.from({ length: 8 }, (_, index) => `https://h${index}.example.org/`)
    await give(dead)
    await give([other])
    says = Object.fromEntries(dead.map((link) => [link, result('unknown_host')]))
    expect((await run(start)).counts).toMatchObject({ looked: 9, failing: 8 })
    for (const days of [1, 2]) {
      expect((await run(at(days * day))).counts).toMatchObject({ due: 8, looked: 9, failing: 8 })
      expect(looked.filter((link) => link === other)).toHaveLength(1)
    }
    expect(await problems()).toHaveLength(1)
  })

  it('and neither what worked before, nothing is written down, however few are due', async () => {
    await give([url])
    await give([other])
    says[url] = result('timeout')
    expect((await run(start)).counts).toMatchObject({ looked: 2, failing: 1 })
    says[other] = result('timeout')
    expect((await run(at(day))).counts).toBeNull()
    expect(await checks()).toMatchObject([{ url, failures: 1 }, { url: other, failures: 0 }])
  })

  it('and then something does, all is written down', async () => {
    await give(Array.from({ length: 4 }, (_, index) => `https://h${index}.example.org/`))
    await give([other])
    says = Object.fromEntries(Array.from({ length: 4 }, (_, index) => [`https://h${index}.example.org/`, result('unknown_host')]))
    expect((await run(start)).counts).toMatchObject({ looked: 5, failing: 4 })
  })
})

it('a run that is told to end ends, and what it had not looked at stays due', async () => {
  await give([url, `${url}/2`, `${url}/3`])
  const stopping = new AbortController()
  const look = () => {
    stopping.abort()
    return Promise.resolve(result('ok'))
  }
  await expect(run(start, { look, signal: stopping.signal })).rejects.toThrow(/abort/i)
  await run(start)
  expect(looked).toHaveLength(2)
})

it('a run that takes too long begins nothing more, and what it had not looked at stays due', async () => {
  await give([url, `${url}/2`, other])
  const { counts } = await run(start, { isOver: () => looked.length > 0 })
  expect(counts).toMatchObject({ due: 3, looked: looked.length })
  const before = looked
  await run(start)
  expect([...before, ...looked].toSorted()).toEqual([url, `${url}/2`, other].toSorted())
})

it('the job itself asks nobody inside, says what it found, and names no address in the log', async () => {
  await give(['https://localhost/admin', 'https://127.0.0.1/', 'https://[::1]/'])
  const context = jobContext(database, { now: () => start })
  await checkLinks.run(context, {}, jobRun())
  expect(await checks()).toMatchObject([{ outcome: 'private_address' }, { outcome: 'private_address' }, { outcome: 'private_address' }])
  expect(context.lines).toEqual([
    { level: 'info', facts: { due: 3, looked: 3, failing: 3, outcomes: { private_address: 3 } }, message: 'links looked at' },
  ])
})

it('the job asks nobody where nobody who is asked could find out by whom', async () => {
  await give([url])
  const context = { ...jobContext(database, { now: () => start }), publicUrl: 'http://127.0.0.1:3000' }
  await checkLinks.run(context, {}, jobRun())
  expect(await checks()).toEqual([])
  expect(context.lines).toMatchObject([{ level: 'info', message: expect.stringContaining('PUBLIC_URL') as string }])
})
