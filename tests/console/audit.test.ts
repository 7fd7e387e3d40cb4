import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditLines } from '../../src/console/audit-lines.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openDatabase } from '../../src/db/client.ts'
import { exportAudit } from '../../src/directory/audit/export-audit.ts'
import { newIds } from '../../src/lib/new-ids.ts'
import { aLivingAfter } from '../support/a-living-after.ts'
import { startDatabaseProxy } from '../support/database-proxy.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let curator: Person
let ours: Awaited<ReturnType<typeof aLivingAfter>>
let theirs: Awaited<ReturnType<typeof aLivingAfter>>

beforeAll(async () => {
  editing = await openEditing()
  curator = await aPerson(editing.database, { platformRole: 'curator' })
  ours = await aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish', 'suspend')
  editing.clock.now = new Date(editing.clock.now.getTime() + 60_000)
  theirs = await aLivingAfter(editing, 'listing', 'submit')
  await aLivingAfter(editing, 'guidance')
})
afterAll(() => editing.close())

type Event = { id: string; at: string; action: string; actor: { id: string; name: string | null }; subjectId: string; organisationId: string | null; reason: string | null }

const get = (who: Person, query = '') => editing.as(who.principal, 'GET', `/v1/console/audit${query}`)
const events = async (who: Person, query = '') => {
  const response = await get(who, query)
  expect(response.statusCode, response.body).toBe(200)
  return response.json<{ events: Event[]; nextCursor: string | null }>()
}
const linesOf = (body: string) => body.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the audit', () => {
  it('says who did what and why, the last first, by names that are theirs now', async () => {
    const page = await events(ours.reviewer, `?subjectId=${ours.id}`)
    expect(new Set(page.events.map(({ action }) => action))).toEqual(new Set(['listing.suspend', 'listing.publish', 'listing.approve', 'listing.submit', 'listing.create']))
    expect(page.events.find(({ action }) => action === 'listing.suspend')).toMatchObject({
      actor: { id: `editor:${ours.reviewer.id}`, name: ours.reviewer.name },
      subject: 'listing',
      subjectId: ours.id,
      organisationId: ours.organisationId,
      before: { state: 'published', revision: 1 },
      after: { state: 'suspended' },
      reason: 'Nobody answers.',
    })
    await editing.database.prisma.editor.update({ where: { id: ours.author.id }, data: { removedAt: editing.clock.now } })
    const nameless = await events(ours.reviewer, `?action=listing.create`)
    expect(nameless.events[0]?.actor).toEqual({ id: `editor:${ours.author.id}`, name: null })
    await editing.database.prisma.editor.update({ where: { id: ours.author.id }, data: { removedAt: null } })
  })

  it('shows managers their organisation, curators everything, and others nothing', async () => {
    const organisations = (page: { events: Event[] }) => new Set(page.events.map(({ organisationId }) => organisationId))
    expect(organisations(await events(ours.reviewer))).toEqual(new Set([ours.organisationId]))
    expect((await events(ours.reviewer, `?organisation=${theirs.organisationId}`)).events).toEqual([])
    expect((await events(ours.reviewer, `?subjectId=${theirs.id}`)).events).toEqual([])
    expect(organisations(await events(curator))).toEqual(new Set([null, ours.organisationId, theirs.organisationId]))
    for (const path of ['', '/export']) {
      const refused = await get(ours.author, path)
      expect([refused.statusCode, refused.json().code]).toEqual([403, 'not_allowed'])
      expect((await editing.as(null, 'GET', `/v1/console/audit${path}`)).statusCode).toBe(401)
    }
  })

  it('is filtered by who, what, to what and when', async () => {
    const start = new Date(editing.clock.now.getTime() - 60_000).toISOString()
    const later = editing.clock.now.toISOString()
    expect((await events(curator, `?actor=editor:${theirs.author.id}`)).events.map(({ action }) => action).sort()).toEqual(['listing.create', 'listing.submit'])
    expect((await events(curator, '?subject=guidance')).events).toMatchObject([{ action: 'guidance.create' }])
    expect((await events(curator, `?from=${later}`)).events).toHaveLength(3)
    expect((await events(curator, `?from=${start}&to=${later}`)).events).toHaveLength(5)
    expect((await events(curator, `?to=${start}`)).events).toHaveLength(0)
    expect((await events(curator, `?to=${encodeURIComponent('2027-01-01T00:00:00+02:00')}`)).events).toHaveLength(8)
  })

  it('comes page by page, without a gap or a repeat, whatever is added meanwhile', async () => {
    const all = (await events(curator)).events.map(({ id }) => id)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await events(curator, `?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
      seen.push(...page.events.map(({ id }) => id))
      cursor = page.nextCursor
      if (seen.length !== 3) continue
      editing.clock.now = new Date(editing.clock.now.getTime() + 1)
      await editing.as(theirs.author.principal, 'POST', `/v1/console/listings/${theirs.id}/withdraw`, { body: {}, ifMatch: `"${theirs.tag}"` })
    }
    expect(seen).toEqual(all)
  })

  it.each([
    'actor=editor:%0d%0aSet-Cookie:%20a=b',
    'actor=%00',
    'action=listing.publish%0a',
    'action=%E2%80%AE',
    'subject=listing%0d',
    'subject=other',
    'subjectId=a%00b',
    'subjectId=a%E2%80%8Bb',
    'organisation=%0d%0a',
    'from=yesterday',
    'to=2026-02-30T00:00:00Z',
    'from=0000-01-01T00:00:00Z',
    'cursor=%0d',
    "actor='%20OR%201=1",
  ])('refuses %s and names its parameter', async (query) => {
    for (const path of ['', '/export']) {
      const response = await get(curator, `${path}?${query}`)
      expect([response.statusCode, response.json().errors[0].parameter]).toEqual([400, query.split('=')[0]])
      expect(JSON.stringify(response.headers)).not.toContain('Set-Cookie: a')
    }
  })

  it('cannot be changed, not even by plain SQL', async () => {
    const client = await connectOnce(editing.test.url)
    try {
      for (const statement of ["UPDATE audit_event SET reason = 'another'", 'DELETE FROM audit_event', 'TRUNCATE audit_event']) {
        await expect(client.query(statement)).rejects.toMatchObject({ code: '23001' })
      }
    } finally {
      await client.end()
    }
  })
})

describe('the export', () => {
  const many = 1200

  beforeAll(async () => {
    const ids = newIds(new Date('2026-01-01T00:00:00Z'), many)
    await editing.database.prisma.auditEvent.createMany({
      data: ids.map((id) => ({ id, at: new Date('2026-01-01T00:00:00Z'), actor: 'system:test', action: 'listing.verify', subject: 'listing', subjectId: 'x', organisationId: ours.organisationId })),
    })
  })

  it('has a line for each row, the same as the list, and a last line that says how many', async () => {
    const response = await get(curator, '/export')
    expect([response.statusCode, response.headers['content-type'], response.headers['cache-control']]).toEqual([200, 'application/x-ndjson', 'no-store'])
    const lines = linesOf(response.body)
    const count = await editing.database.prisma.auditEvent.count()
    expect(lines.at(-1)).toEqual({ end: { rows: count } })
    expect(lines).toHaveLength(count + 1)
    expect(lines.slice(0, 50)).toEqual((await events(curator)).events)
    expect(new Set(lines.map(({ id }) => id)).size).toBe(count + 1)
  })

  it('takes the same filters, and shows managers no more than the list does', async () => {
    const lines = linesOf((await get(theirs.reviewer, '/export?subject=listing')).body)
    expect(lines.slice(0, -1).every(({ organisationId }) => organisationId === theirs.organisationId)).toBe(true)
    expect(linesOf((await get(theirs.reviewer, '/export?action=listing.verify')).body)).toEqual([{ end: { rows: 0 } }])
  })

  it('reads no further than it is sent', async () => {
    const pages = exportAudit(editing.parts, curator.principal, {})
    let read = 0
    const counted = (async function* () {
      for await (const page of pages) {
        read += page.rows.length
        yield page
      }
    })()
    const lines = auditLines(counted, () => undefined)
    await lines.next()
    expect(read).toBe(500)
    await lines.return(undefined)
    expect((await pages.next()).done).toBe(true)
  })

  it('says that it was cut when the database goes away in between, or the reader loses the role', async () => {
    const proxy = await startDatabaseProxy(editing.test.url)
    const database = openDatabase(proxy.url)
    const manager = await aPerson(editing.database, { roles: { [ours.organisationId]: 'manager' } })
    try {
      const faults: unknown[] = []
      const read = async (meanwhile: () => Promise<void> | void) => {
        const lines = auditLines(exportAudit({ database, now: editing.parts.now }, manager.principal, {}), (fault) => faults.push(fault))
        let body = String((await lines.next()).value)
        await meanwhile()
        for await (const more of lines) body += more
        return linesOf(body)
      }
      const without = await read(() => editing.database.prisma.membership.updateMany({ where: { editorId: manager.id }, data: { role: 'editor' } }).then(() => undefined))
      expect([without.length, without.at(-1)]).toEqual([501, { cut: { rows: 500 } }])
      expect(faults).toMatchObject([{ code: 'not_allowed' }])
      await editing.database.prisma.membership.updateMany({ where: { editorId: manager.id }, data: { role: 'manager' } })
      const cut = await read(() => proxy.turn('refuses'))
      expect([cut.length, cut.at(-1)]).toEqual([501, { cut: { rows: 500 } }])
      expect(faults).toHaveLength(2)
    } finally {
      await database.close()
      await proxy.close()
    }
  })
})
