import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { aLivingAfter } from '../support/a-living-after.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing, Sent } from '../support/editing.ts'
import { holdUp } from '../support/hold-up.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let gatekeeper: pg.Client
let curator: Person

beforeAll(async () => {
  editing = await openEditing()
  gatekeeper = await connectOnce(editing.test.url)
  curator = await aPerson(editing.database, { platformRole: 'curator' })
})
afterAll(async () => {
  await gatekeeper.end()
  await editing.close()
})

const path = '/v1/console/organisations'
const get = (who: Person, url: string) => editing.as(who.principal, 'GET', url)
const patch = async (who: Person, id: string, body: object, ifMatch?: string) => {
  const tag = ifMatch ?? String((await get(who, `${path}/${id}`)).headers['etag'])
  return editing.as(who.principal, 'PATCH', `${path}/${id}`, { body, ifMatch: tag })
}
const create = (body: object, sent: Sent = {}) => editing.as(curator.principal, 'POST', path, { body, ...sent })

/** An organisation with a manager and a listing that the public sees. */
async function withPublicListing(facts: { url?: string; contactEmail?: string } = {}) {
  const living = await aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish')
  await editing.database.prisma.$transaction(async (transaction) => {
    if (facts.contactEmail !== undefined) await transaction.organisation.update({ where: { id: living.organisationId }, data: { contactEmail: facts.contactEmail } })
  })
  if (facts.url !== undefined) expect((await patch(curator, living.organisationId, { url: facts.url })).statusCode).toBe(200)
  return { ...living, manager: living.reviewer }
}

const publicly = async (id: string) => {
  const rows = await editing.database.prisma.$queryRaw<{ name: string; url: string | null; version: bigint }[]>`
    SELECT "organisation_name" AS "name", "organisation_url" AS "url", "directory_version" AS "version" FROM "published_listing" WHERE "id" = ${id}::uuid`
  return rows[0]
}

describe('an organisation', () => {
  it('is added by a curator, with a slug of its own, once for each Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'organisation-1' }
    const [first, again] = [await create({ name: 'Änglamark Helpline', country: 'FI' }, { headers }), await create({ name: 'Änglamark Helpline', country: 'FI' }, { headers })]
    expect([first.statusCode, first.headers['location']]).toEqual([201, `${path}/${first.json().id}`])
    expect(first.json()).toMatchObject({ slug: 'anglamark-helpline-fi', name: 'Änglamark Helpline', country: 'FI', url: null, contactEmail: null })
    expect(again.json()).toEqual(first.json())
    expect((await get(curator, `${path}/anglamark-helpline-fi`)).json().id).toBe(first.json().id)
  })

  it('is shown with its new name in all its listings at one directory version', async () => {
    const { id, organisationId, manager } = await withPublicListing()
    const before = await publicly(id)
    const response = await patch(manager, organisationId, { name: 'A better name' })
    expect(response.statusCode, response.body).toBe(200)
    const after = await publicly(id)
    expect(after?.name).toBe('A better name')
    expect(after?.version).toBe((before?.version ?? 0n) + 1n)
  })

  it('takes no directory version for what the public does not see', async () => {
    const { id, organisationId, manager } = await withPublicListing()
    const before = await publicly(id)
    await patch(manager, organisationId, { contactEmail: 'new@example.org', country: null })
    expect(await publicly(id)).toEqual(before)
  })

  it('tells the old and the new contact address when it changes, and keeps both out of the audit', async () => {
    const organisationId = await anOrganisation(editing.database, { name: 'Told', contactEmail: 'old-contact@example.org' })
    const manager = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
    editing.asked.length = 0
    await patch(manager, organisationId, { contactEmail: 'new-contact@example.org' })
    const data = (address: string) => ({ template: 'contact_address_changed', data: { organisation: 'Told', address } })
    expect(editing.asked).toEqual([
      { name: 'send-mail', payload: { to: 'old-contact@example.org', ...data('old') } },
      { name: 'send-mail', payload: { to: 'new-contact@example.org', ...data('new') } },
    ])
    const audit = await editing.database.prisma.auditEvent.findMany({ where: { subjectId: organisationId } })
    expect(audit).toHaveLength(1)
    expect(JSON.stringify(audit)).not.toContain('contact@example.org')
  })

  it('is not named with a telephone number or an address of somebody by its manager alone', async () => {
    const { organisationId, manager } = await withPublicListing({ url: 'https://www.example.org/' })
    for (const name of ['Call Anna +358 40 666 6666', 'Line 040 666 66 66', 'evil.com', 'Write to anna@evil.com', 'Snap @anna_99']) {
      const response = await patch(manager, organisationId, { name })
      expect([name, response.statusCode, response.json().errors?.[0]?.pointer]).toEqual([name, 403, '/name'])
    }
    for (const name of ['Example.org', 'Line 116 111']) expect((await patch(manager, organisationId, { name })).statusCode).toBe(200)
    expect((await patch(curator, organisationId, { name: 'Line 0800 100 200' })).statusCode).toBe(200)
  })

  it('does not move to the page of somebody else on a site where anybody has pages', async () => {
    const { organisationId, manager } = await withPublicListing({ url: 'https://www.facebook.com/example' })
    expect((await patch(manager, organisationId, { url: 'https://www.facebook.com/examp1e' })).statusCode).toBe(403)
    expect((await patch(manager, organisationId, { url: 'https://facebook.com/example/' })).statusCode).toBe(200)
  })

  it('keeps its domain while the public sees it, unless a curator changes it', async () => {
    const { id, organisationId, manager } = await withPublicListing({ url: 'https://www.example.org/' })
    const elsewhere = await patch(manager, organisationId, { url: 'https://www.examp1e.org/' })
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([403, 'not_allowed'])
    expect((await publicly(id))?.url).toBe('https://www.example.org/')
    expect((await patch(manager, organisationId, { url: 'https://help.example.org/' })).statusCode).toBe(200)
    expect((await patch(curator, organisationId, { url: 'https://www.example.net/' })).statusCode).toBe(200)
    expect((await publicly(id))?.url).toBe('https://www.example.net/')
  })

  it('is listed to its members only, to curators with all others, by name and in pages', async () => {
    const [one, other] = [await anOrganisation(editing.database, { name: 'Listed A' }), await anOrganisation(editing.database, { name: 'Listed B' })]
    const viewer = await aPerson(editing.database, { roles: { [one]: 'viewer' } })
    const ids = (body: { organisations: { id: string }[] }) => body.organisations.map(({ id }) => id)
    expect(ids((await get(viewer, path)).json())).toEqual([one])
    const first = (await get(curator, `${path}?q=LISTED&limit=1`)).json()
    expect(ids(first)).toEqual([one])
    const second = (await get(curator, `${path}?q=LISTED&limit=1&cursor=${first.nextCursor}`)).json()
    expect([ids(second), second.nextCursor]).toEqual([[other], null])
  })
})

describe('400, 409 and 412', () => {
  it('answer an organisation that is there already, also when two are added at once', async () => {
    await create({ name: 'Only one', country: 'SE' })
    expect((await create({ name: 'Only one', country: 'SE' })).json().code).toBe('already_exists')
    expect((await create({ name: 'Only one', country: 'NO' })).statusCode).toBe(201)
    const both = await Promise.all([create({ name: 'At once' }), create({ name: 'At once' })])
    expect(both.map(({ statusCode }) => statusCode).sort((less, more) => less - more)).toEqual([201, 409])
  })

  it('answer what cannot be said of an organisation, each field by itself', async () => {
    const response = await create({ name: '<b>Bold</b>', country: 'XX', url: 'http://example.org/', contactEmail: 'nobody' })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/name', '/country', '/url', '/contactEmail'])
    for (const name of ['Right \u202eleft', 'Zero\u200bwidth', 'Nul \u0000', ' ']) expect((await create({ name })).statusCode, JSON.stringify(name)).toBe(400)
  })

  it('answer whoever was slower, and nothing of what they sent is stored', async () => {
    const id = await anOrganisation(editing.database)
    const { etag } = (await get(curator, `${path}/${id}`)).headers
    const change = (name: string) => () => patch(curator, id, { name }, String(etag))
    const lock = { text: 'SELECT FROM organisation WHERE id = $1 FOR UPDATE', values: [id] }
    const both = await holdUp(gatekeeper, lock, [change('First to come'), change('Second to come')])
    expect(both.map(({ statusCode }) => statusCode).sort((less, more) => less - more)).toEqual([200, 412])
    const late = both.find(({ statusCode }) => statusCode === 412)?.json()
    const now = (await get(curator, `${path}/${id}`)).json()
    expect(late).toMatchObject({ code: 'changed_meanwhile', current: { name: now.name } })
  })
})

describe('404', () => {
  it('answers every address that names no organisation', async () => {
    for (const id of ['no-such-slug', '0199d4a2-6f00-7000-8000-000000000001', '%00', 'A%20B', "'--"]) {
      expect([id, (await get(curator, `${path}/${id}`)).statusCode]).toEqual([id, 404])
    }
  })
})
