import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editableListing } from '../support/editable-listing.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'
import { wholeDatabase } from '../support/whole-database.ts'

let editing: Editing
let organisationId: string
let person: Person

beforeAll(async () => {
  editing = await openEditing()
  organisationId = await anOrganisation(editing.database)
  person = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
})
afterAll(() => editing.close())

type Answer = { code: string; detail: string; errors?: { pointer?: string; detail: string; code: string }[] }

/** What creating a listing with this body is answered; nothing may be stored. */
async function refused(body: unknown, headers: Record<string, string> = {}): Promise<Answer & { status: number; pointers: (string | undefined)[] }> {
  const before = await wholeDatabase(editing.database)
  const response = await editing.as(person.principal, 'POST', '/v1/console/listings', { body, headers })
  expect(await wholeDatabase(editing.database), 'something was stored').toBe(before)
  const answer = response.json<Answer>()
  return { status: response.statusCode, ...answer, pointers: (answer.errors ?? []).map(({ pointer }) => pointer) }
}

const creating = (facts: object) => ({ organisationId, content: { ...editableListing(), ...facts }, note: 'New.' })
const withText = (summary: string) => creating({ texts: editableListing().texts.map((text) => ({ ...text, summary })) })
const withChannel = (facts: object) => creating({ channels: editableListing().channels.map((channel) => ({ ...channel, ...facts })) })

describe('400 names the place of', () => {
  it.each([
    ['a control character', withText('Call\u0007 us.'), '/content/texts/0/summary'],
    ['NUL', withText('Call\u0000 us.'), '/content/texts/0/summary'],
    ['a right-to-left override', withText('Call \u202e111611 us.'), '/content/texts/0/summary'],
    ['a zero-width space', withText('Call\u200b us.'), '/content/texts/0/summary'],
    ['a word joiner', withText('Call\u2060 us.'), '/content/texts/0/summary'],
    ['a soft hyphen', withText('Ca\u00adll us.'), '/content/texts/0/summary'],
    ['letters of tags, which nobody sees', withText('Call\u{e0041} us.'), '/content/texts/0/summary'],
    ['half a character', withText('Call \ud83d us.'), '/content/texts/0/summary'],
    ['the same in a note of several lines', { ...creating({}), note: 'Because\u202e\nof that.' }, '/note'],
    ['a number that cannot be dialled', withChannel({ value: '116 111' }), '/content/channels/0/value'],
    ['http', withChannel({ type: 'website', value: 'http://example.org/', reachableFrom: 'anywhere' }), '/content/channels/0/value'],
    ['a link shortener', withChannel({ type: 'website', value: 'https://bit.ly/x', reachableFrom: 'anywhere' }), '/content/channels/0/value'],
    ['a script as an address', withChannel({ type: 'website', value: 'javascript:alert(1)', reachableFrom: 'anywhere' }), '/content/channels/0/value'],
    ['a field that nobody knows', creating({ minage: 10 }), '/content/minage'],
    ['a field that nobody knows in a channel', withChannel({ vaule: '116111' }), '/content/channels/0/vaule'],
    ['a kind that nobody knows', creating({ kind: 'helpline' }), '/content/kind'],
    ['ages that contradict each other', creating({ minAge: 18, maxAge: 12 }), '/content/maxAge'],
    ['an organisation that is no id', { ...creating({}), organisationId: "1' OR '1'='1" }, '/organisationId'],
    ['a state that somebody wants to set', { ...creating({}), state: 'published' }, '/state'],
    ['an author that somebody wants to be', { ...creating({}), author: 'editor:0199d4a2-6f00-7000-8000-000000000001' }, '/author'],
  ])('%s', async (_what, body, pointer) => {
    const answer = await refused(body)
    expect([answer.status, answer.code]).toEqual([400, 'invalid_body'])
    expect(answer.pointers).toContain(pointer)
  })

  it('every fault at once', async () => {
    const { pointers } = await refused({ ...creating({ kind: 'helpline', minAge: -1 }), note: '' })
    expect(pointers).toEqual(expect.arrayContaining(['/content/kind', '/content/minAge', '/note']))
  })

  it('what is too much: ten thousand channels', async () => {
    const [channel] = editableListing().channels
    const answer = await refused(creating({ channels: Array.from({ length: 10_000 }, () => ({ type: channel?.type, value: channel?.value, reachableFrom: 'in_country' })) }))
    expect([answer.status, answer.pointers]).toEqual([400, ['/content/channels']])
  })
})

describe('other answers', () => {
  it('413 to a body of 5 MB, which is not read to its end', async () => {
    const answer = await refused({ ...creating({}), note: 'x'.repeat(5 * 1024 * 1024) })
    expect([answer.status, answer.code]).toEqual([413, 'body_too_large'])
  })

  it.each([
    ['no JSON', '{"note": "New.",', 'malformed_json'],
    ['a list', '[]', 'invalid_body'],
    ['nested as deep as a body can be', `{"content":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'invalid_body'],
    ['names that stand twice', `{"note":"a","note":"b"}`, 'invalid_body'],
  ])('400 to %s', async (_what, body, code) => {
    const answer = await refused(body)
    expect([answer.status, answer.code]).toEqual([400, code])
  })

  it('never say again what was sent', async () => {
    const answer = await refused({ ...creating({ kind: 'zz<script>zz' }), organisationId: 'zzsecretzz' })
    expect(JSON.stringify(answer)).not.toMatch(/zz<script>|zzsecretzz/)
  })

  it('400 to a key that is none', async () => {
    for (const key of ['', 'x'.repeat(201), 'a b', 'ä']) {
      const answer = await refused(creating({}), { 'idempotency-key': key })
      expect([key, answer.status, answer.code]).toEqual([key, 400, 'invalid_parameters'])
    }
  })
})

describe('HTML in a text', () => {
  it.each(['<b>Call</b> us.', 'Call <script src=x>', 'See [us](https://example.org).', 'Call &lt;us&gt;.'])('may be written down, and never be published: %s', async (summary) => {
    const created = await editing.as(person.principal, 'POST', '/v1/console/listings', { body: withText(summary) })
    expect(created.statusCode).toBe(201)
    const url = `/v1/console/listings/${created.json<{ id: string }>().id}/submit`
    const submitted = await editing.as(person.principal, 'POST', url, { body: {}, ifMatch: String(created.headers['etag']) })
    expect([submitted.statusCode, submitted.json<Answer>().errors?.map(({ pointer }) => pointer)]).toEqual([422, ['/content/texts/0/summary']])
  })
})

describe('an Idempotency-Key', () => {
  const create = (key: string, body: unknown) => editing.as(person.principal, 'POST', '/v1/console/listings', { body, headers: { 'idempotency-key': key } })

  it('makes one thing of a request that was sent twice, also at once', async () => {
    const body = creating({})
    const answers = await Promise.all(Array.from({ length: 5 }, () => create('same', body)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
    expect(new Set(answers.map((answer) => answer.headers['etag'])).size).toBe(1)
  })

  it('is refused for another request', async () => {
    await create('other', creating({}))
    const answer = await create('other', creating({ topics: ['bullying'] }))
    expect([answer.statusCode, answer.json<Answer>().code]).toEqual([409, 'idempotency_key_used'])
  })

  it('is free again when the request failed, and belongs to one person', async () => {
    expect((await create('failed', { ...creating({}), note: '' })).statusCode).toBe(400)
    expect((await create('failed', creating({}))).statusCode).toBe(201)
    const other = await aPerson(editing.database, { roles: { [organisationId]: 'editor' } })
    const answer = await editing.as(other.principal, 'POST', '/v1/console/listings', { body: creating({ topics: ['hate'] }), headers: { 'idempotency-key': 'failed' } })
    expect(answer.statusCode).toBe(201)
  })
})

describe('a path that can be the name of nothing', () => {
  it.each(['%00', 'a%00b', '%F0%9F%98%80', `${'a'.repeat(80)}%20`, "1'%20OR%20'1'='1"])('names nothing: %s', async (name) => {
    for (const url of [`/v1/console/listings/${name}`, `/v1/console/listings/${name}/revisions/1`, `/v1/console/organisations/${name}`, `/v1/console/guidance/${name}/revisions`]) {
      const read = await editing.as(person.principal, 'GET', url)
      expect([url, read.statusCode, read.json<Answer>().code]).toEqual([url, 404, 'no_such_thing'])
    }
    const change = await editing.as(person.principal, 'POST', `/v1/console/listings/${name}/submit`, { body: {}, ifMatch: '"1.1"' })
    expect([change.statusCode, change.json<Answer>().errors?.map(({ pointer }) => pointer)]).toEqual([400, ['/id']])
  })
})

describe('a repeated Idempotency-Key', () => {
  it('tells nothing again to somebody who may not do it any more', async () => {
    const member = await aPerson(editing.database, { roles: { [organisationId]: 'editor' } })
    const again = () => editing.as(member.principal, 'POST', '/v1/console/listings', { body: creating({}), headers: { 'idempotency-key': 'before-leaving' } })
    const first = await again()
    expect(first.statusCode).toBe(201)
    expect((await again()).body).toBe(first.body)
    const membership = { editorId_organisationId: { editorId: member.id, organisationId } }
    await editing.database.prisma.membership.update({ where: membership, data: { role: 'viewer' } })
    expect((await again()).statusCode).toBe(403)
    await editing.database.prisma.membership.delete({ where: membership })
    expect((await again()).statusCode).toBe(404)
  })
})

describe('a revision that nobody can have written', () => {
  it.each([2 ** 31, Number.MAX_SAFE_INTEGER])('is not there to restore: %d', async (number) => {
    const created = await editing.as(person.principal, 'POST', '/v1/console/listings', { body: creating({}) })
    const url = `/v1/console/listings/${created.json<{ id: string }>().id}/restore`
    const restored = await editing.as(person.principal, 'POST', url, { body: { number, note: 'Back.' }, ifMatch: String(created.headers['etag']) })
    expect([restored.statusCode, restored.json<Answer>().code]).toEqual([409, 'wrong_state'])
  })
})
