import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { runImport } from '../../src/interchange/import/run-import.ts'
import { listingLine, makeFolder } from '../interchange/import/make-folder.ts'
import { answersOf } from '../support/answers.ts'
import { editableListing } from '../support/editable-listing.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { expectSound } from '../support/expect-sound.ts'
import { fc } from '../support/fast-check.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'
import { gates, race } from '../support/race.ts'

/** How often each race is run; `RACES` raises it for a longer search. */
const runs = Number(process.env['RACES'] ?? 12)

let editing: Editing
let gatekeeper: pg.Client
let organisationId: string
let author: Person
let colleague: Person
let reviewer: Person
let second: Person
let curator: Person

beforeAll(async () => {
  editing = await openEditing()
  gatekeeper = await connectOnce(editing.test.url)
  organisationId = await anOrganisation(editing.database, { url: 'https://www.example.org/' })
  author = await aPerson(editing.database, { roles: { [organisationId]: 'editor' } })
  colleague = await aPerson(editing.database, { roles: { [organisationId]: 'editor' } })
  reviewer = await aPerson(editing.database, { roles: { [organisationId]: 'reviewer' } })
  second = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
  curator = await aPerson(editing.database, { platformRole: 'curator' })
})
afterAll(async () => {
  await gatekeeper.end()
  await editing.close()
})

type Answer = Awaited<ReturnType<Editing['as']>>
type Tagged = { id: string; tag: string }
type Step = { who: Person; verb: string; body?: object; unconditional?: boolean }

const send = ({ id, tag }: Tagged, { who, verb, body = {}, unconditional = false }: Step) =>
  editing.as(who.principal, 'POST', `/v1/console/listings/${id}/${verb}`, { body, ...(unconditional ? {} : { ifMatch: tag }) })

const create = (content = editableListing(), more: object = {}, headers: Record<string, string> = {}) =>
  editing.as(author.principal, 'POST', '/v1/console/listings', { body: { organisationId, content, note: 'New.', ...more }, headers })

async function after(...steps: Step[]): Promise<Tagged> {
  const created = await create()
  let last: Tagged = { id: created.json().id, tag: String(created.headers['etag']) }
  for (const step of steps) {
    const response = await send(last, step)
    expect(response.statusCode, `${step.verb}: ${response.body}`).toBeLessThan(300)
    last = { id: last.id, tag: String(response.headers['etag']) }
  }
  return last
}

const revising = (who: Person, topic: 'bullying' | 'family'): Step => ({ who, verb: 'revisions', body: { content: editableListing({ topics: [topic] }), note: topic } })
const submitting = (): Step => ({ who: author, verb: 'submit' })
const approving = (): Step => ({ who: reviewer, verb: 'approve' })
const publishing = (): Step => ({ who: reviewer, verb: 'publish' })
const suspending = (): Step => ({ who: second, verb: 'suspend', body: { reason: 'Nobody answers.' }, unconditional: true })

const noteOf = ({ body }: Step) => (body as { note: string }).note

const auditCount = () => editing.database.prisma.auditEvent.count()

/** Runs a race many times, in random orders and held up at random places; each time the directory is whole afterwards. */
async function often(one: (how: { gate: (typeof gates)[number]; swap: boolean; pauses: number[] }) => Promise<void>): Promise<void> {
  const how = fc.record({ gate: fc.constantFrom(...gates), swap: fc.boolean(), pauses: fc.array(fc.nat(6), { minLength: 2, maxLength: 2 }) })
  await fc.assert(
    fc.asyncProperty(how, async (drawn) => {
      await one(drawn)
      await expectSound(editing.database)
    }),
    { numRuns: runs, endOnFailure: true },
  )
}

/** Two steps from the same version, at once: what each was answered, and the row of the listing afterwards. */
async function between(start: Tagged, one: Step, other: Step, { gate, swap, pauses }: Parameters<Parameters<typeof often>[0]>[0]) {
  const before = await auditCount()
  const steps = swap ? [other, one] : [one, other]
  const answers = await race(gatekeeper, { gate, listingId: start.id, pauses }, steps.map((step) => () => send(start, step)))
  const [first, last] = (swap ? answers.toReversed() : answers) as [Answer, Answer]
  const statuses = [first.statusCode, last.statusCode]
  expect(await auditCount(), 'one row in the audit for each that succeeded').toBe(before + statuses.filter((status) => status < 300).length)
  const row = await editing.database.prisma.listing.findUniqueOrThrow({ where: { id: start.id } })
  return { statuses, first, last, row }
}

const oneOfTwo = (done: number) => [
  [done, 412],
  [412, done],
]

describe('at once', { timeout: 120_000 }, () => {
  it('approve and revise: one is done, the other is told, and nothing unseen is approved', async () => {
    await often(async (how) => {
      const { statuses } = await between(await after(submitting()), approving(), revising(author, 'bullying'), how)
      expect([[200, 412], [412, 201]]).toContainEqual(statuses)
    })
  })

  it('approve and approve: one counts, the other is told', async () => {
    await often(async (how) => {
      const { statuses } = await between(await after(submitting()), approving(), { ...approving(), who: second }, how)
      expect(oneOfTwo(200)).toContainEqual(statuses)
    })
  })

  it('approve twice by one person, as a double click does: it counts once', async () => {
    await often(async (how) => {
      const { statuses } = await between(await after(submitting()), approving(), approving(), how)
      expect(oneOfTwo(200)).toContainEqual(statuses)
    })
  })

  it('publish and suspend: it is suspended afterwards, whoever was first', async () => {
    await often(async (how) => {
      const start = await after(submitting(), approving(), publishing(), revising(author, 'bullying'), submitting(), approving())
      const { statuses, row } = await between(start, publishing(), suspending(), how)
      expect([[200, 200], [412, 200]]).toContainEqual(statuses)
      expect(row.state).toBe('suspended')
    })
  })

  it('publish and revise: what was approved is what becomes public', async () => {
    await often(async (how) => {
      const start = await after(submitting(), approving())
      const { statuses, row } = await between(start, publishing(), revising(author, 'bullying'), how)
      expect([[200, 412], [412, 201]]).toContainEqual(statuses)
      expect(row.state).toBe(statuses[0] === 200 ? 'published' : 'draft')
    })
  })

  it('publish and publish: it becomes public once', async () => {
    await often(async (how) => {
      const { statuses } = await between(await after(submitting(), approving()), publishing(), { ...publishing(), who: second }, how)
      expect(oneOfTwo(200)).toContainEqual(statuses)
    })
  })

  it('submit and submit: one review', async () => {
    await often(async (how) => {
      const { statuses } = await between(await after(), submitting(), { ...submitting(), who: colleague }, how)
      expect(oneOfTwo(200)).toContainEqual(statuses)
    })
  })

  it('revise and revise: one is stored, the other gets both versions back, and both are there after a second try', async () => {
    await often(async (how) => {
      const start = await after()
      const [mine, yours] = [revising(author, 'bullying'), revising(colleague, 'family')]
      const { statuses, first, last } = await between(start, mine, yours, how)
      expect(oneOfTwo(201)).toContainEqual(statuses)
      const [winner, loser] = statuses[0] === 201 ? [mine, yours] : [yours, mine]
      const refused = statuses[0] === 201 ? last : first
      expect(refused.json()).toMatchObject({ code: 'changed_meanwhile', seen: { revision: 1 }, current: { revision: 2, note: noteOf(winner) } })
      expect((await send({ id: start.id, tag: String(refused.headers['etag']) }, loser)).statusCode).toBe(201)
      const history = await editing.database.prisma.listingRevision.findMany({ where: { listingId: start.id }, orderBy: { number: 'asc' } })
      expect(history.map(({ note }) => note)).toEqual(['New.', noteOf(winner), noteOf(loser)])
    })
  })

  it('check and publish: the check is of the revision that it looked at', async () => {
    await often(async (how) => {
      const start = await after(submitting(), approving(), publishing(), revising(author, 'bullying'), submitting(), approving())
      const checking: Step = {
        who: colleague,
        verb: 'verifications',
        body: { method: 'dialled', checkedAt: editing.clock.now.toISOString(), revision: 1, evidence: 'Called.', checklist: answersOf('dialled') },
        unconditional: true,
      }
      const { statuses } = await between(start, publishing(), checking, how)
      expect([[200, 201], [200, 409]]).toContainEqual(statuses)
    })
  })
})

describe('two who create', { timeout: 120_000 }, () => {
  it('with one key: one listing, and the same answer for both', async () => {
    let count = 0
    await often(async ({ gate, pauses }) => {
      count += 1
      const before = await auditCount()
      const headers = { 'idempotency-key': `key-${count}` }
      const [one, other] = await race(gatekeeper, { gate, listingId: null, pauses }, [() => create(undefined, {}, headers), () => create(undefined, {}, headers)])
      expect([one?.statusCode, other?.statusCode]).toEqual([201, 201])
      expect(other?.json()).toEqual(one?.json())
      expect(other?.headers['etag']).toBe(one?.headers['etag'])
      expect(await auditCount()).toBe(before + 1)
    })
  })

  it('with one slug: one gets it, the other is told', async () => {
    let count = 0
    await often(async ({ gate, pauses }) => {
      count += 1
      const before = await auditCount()
      const more = { slug: `wished-for-${count}` }
      const answers = await race(gatekeeper, { gate, listingId: null, pauses }, [() => create(undefined, more), () => create(undefined, more)])
      expect(answers.map(({ statusCode }) => String(statusCode)).sort()).toEqual(['201', '409'])
      expect(await auditCount()).toBe(before + 1)
    })
  })

  it('of one title, without a wish: each gets a slug of its own', async () => {
    let count = 0
    await often(async ({ gate, pauses }) => {
      count += 1
      const content = editableListing({ officialName: { locale: 'en', text: `Same title ${count}` } })
      const answers = await race(gatekeeper, { gate, listingId: null, pauses }, [() => create(content), () => create(content)])
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201])
      expect(new Set(answers.map((answer) => answer.json().slug)).size).toBe(2)
    })
  })
})

describe('an import', { timeout: 120_000 }, () => {
  let count = 0
  const importing = async (slug: string, changes: object) => {
    const folder = await makeFolder({ listings: [listingLine({ slug, ...changes })] })
    return runImport({ database: editing.database, folder, now: editing.clock.now, source: 'operator' })
  }

  /** An imported listing of its own, and what a curator sees of it. */
  async function imported(): Promise<Tagged & { slug: string }> {
    count += 1
    const slug = `fi-imported-${count}`
    await importing(slug, {})
    const seen = await editing.as(curator.principal, 'GET', `/v1/console/listings/${slug}`)
    return { id: seen.json().id, tag: String(seen.headers['etag']), slug }
  }

  /** A step of a curator while the file is imported in a corrected form. */
  async function against(start: Tagged & { slug: string }, step: Step, { gate, swap, pauses }: Parameters<Parameters<typeof often>[0]>[0]) {
    const before = await auditCount()
    const correct = () => importing(start.slug, { languages: ['fi', 'sv'] }).then(() => 0)
    const act = () => send(start, step).then(({ statusCode }) => statusCode)
    const answers = await race(gatekeeper, { gate, listingId: start.id, pauses }, swap ? [correct, act] : [act, correct])
    const status = Math.max(...answers)
    expect(await auditCount()).toBe(before + 1 + (status < 300 ? 1 : 0))
    const row = await editing.database.prisma.listing.findUniqueOrThrow({ where: { id: start.id }, include: { revisions: { orderBy: { number: 'asc' } } } })
    return { status, row, authors: row.revisions.map(({ author: name }) => name.split(':')[0]) }
  }

  it('and a revision: whoever comes second finds what the first did, and nothing is lost', async () => {
    await often(async (how) => {
      const start = await imported()
      const { status, authors } = await against(start, revising(curator, 'bullying'), how)
      expect([
        [201, ['system', 'editor']],
        [412, ['system', 'system']],
      ]).toContainEqual([status, authors])
    })
  })

  it('and a publication by an editor: what the editor published stays', async () => {
    const other = await aPerson(editing.database, { platformRole: 'curator' })
    await often(async (how) => {
      let start = await imported()
      for (const step of [revising(curator, 'bullying'), { who: curator, verb: 'submit' }, { who: other, verb: 'approve' }]) {
        const content = step.verb === 'revisions' ? editableListing({ topics: ['bullying'], channels: (await contentOf(start)).channels }) : undefined
        const answer = await send(start, content === undefined ? step : { ...step, body: { content, note: 'Better.' } })
        expect(answer.statusCode, answer.body).toBeLessThan(300)
        start = { ...start, tag: String(answer.headers['etag']) }
      }
      const { status, authors, row } = await against(start, { who: other, verb: 'publish' }, how)
      expect([status, authors]).toEqual([200, ['system', 'editor']])
      expect(row.publishedRevisionId).toBe(row.lastRevisionId)
    })
  })

  it('and an emergency stop: it is suspended afterwards, whoever was first', async () => {
    await often(async (how) => {
      const { status, row } = await against(await imported(), { ...suspending(), who: curator }, how)
      expect([status, row.state]).toEqual([200, 'suspended'])
    })
  })

  async function contentOf({ id }: Tagged) {
    const seen = await editing.as(curator.principal, 'GET', `/v1/console/listings/${id}`)
    return seen.json<{ revision: { content: ReturnType<typeof editableListing> } }>().revision.content
  }
})
