import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/db/transaction.ts'
import { reportProblem } from '../../../src/directory/problem/report-problem.ts'
import { aLivingAfter } from '../../support/a-living-after.ts'
import { openEditing, type Editing } from '../../support/editing.ts'
import { aPerson, type Person } from '../../support/people.ts'
import { aListingOfNobody, aProblem } from '../../support/problems-and-claims.ts'

let editing: Editing
let curator: Person
beforeAll(async () => {
  editing = await openEditing()
  curator = await aPerson(editing.database, { platformRole: 'curator' })
})
afterAll(() => editing.close())

const aPublished = () => aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish')
const close = (person: Person, id: string, verb: 'accept' | 'dismiss', sent: { ifMatch?: string } = {}) =>
  editing.as(person.principal, 'POST', `/v1/console/problems/${id}/${verb}`, { body: { reason: 'Called them.' }, ...sent })
type Page = { problems: { id: string; abilities: string[] }[]; nextCursor: string | null }
const list = async (person: Person, query = '') => (await editing.as(person.principal, 'GET', `/v1/console/problems${query}`)).json<Page>()

describe('the queue of problems', () => {
  it('shows urgent ones first, then those that wait longest, of the own organisation alone', async () => {
    const [mine, other] = [await aPublished(), await aPublished()]
    const later = await aProblem(editing.database, mine.id, { kind: 'closed', firstAt: new Date('2026-03-02') })
    const earlier = await aProblem(editing.database, mine.id, { kind: 'no_answer', firstAt: new Date('2026-03-01') })
    const urgent = await aProblem(editing.database, other.id, { urgent: true })
    expect((await list(mine.author)).problems.map(({ id }) => id)).toEqual([earlier, later])
    expect((await list(other.author)).problems).toMatchObject([{ id: urgent, listing: { id: other.id }, count: 2, abilities: ['problem.accept', 'problem.dismiss'] }])
    const all: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await list(curator, `?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
      all.push(...page.problems.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(all).toEqual([urgent, earlier, later])
    expect((await list(curator, `?kind=no_answer&listing=${mine.id}&organisation=${mine.organisationId}&source=public`)).problems.map(({ id }) => id)).toEqual([earlier])
  })

  it('of listings of nobody is for curators', async () => {
    const listingId = await aListingOfNobody(editing)
    const id = await aProblem(editing.database, listingId)
    expect((await list(curator, `?listing=${listingId}`)).problems.map((problem) => problem.id)).toEqual([id])
    const { author } = await aPublished()
    expect((await close(author, id, 'accept')).statusCode).toBe(404)
    expect((await close(curator, id, 'accept')).statusCode).toBe(200)
  })

  it('is read by viewers, who decide nothing', async () => {
    const { id: listingId, organisationId } = await aPublished()
    const id = await aProblem(editing.database, listingId)
    const viewer = await aPerson(editing.database, { roles: { [organisationId]: 'viewer' } })
    expect((await list(viewer)).problems).toMatchObject([{ id, abilities: [] }])
    expect((await close(viewer, id, 'dismiss')).statusCode).toBe(403)
  })
})

describe('a problem', () => {
  it('that is closed says by whom and why, and is not closed again', async () => {
    const { id: listingId, author, organisationId } = await aPublished()
    const id = await aProblem(editing.database, listingId)
    const closed = await close(author, id, 'accept', { ifMatch: '"0"' })
    expect(closed.json()).toMatchObject({ state: 'accepted', reason: 'Called them.', closedBy: { id: `editor:${author.id}`, name: author.name }, abilities: [] })
    expect(closed.headers['etag']).toBe('"1"')
    expect((await close(author, id, 'dismiss')).json()).toMatchObject({ code: 'wrong_state' })
    expect(await editing.database.prisma.auditEvent.findMany({ where: { subjectId: id } })).toMatchObject([
      { action: 'problem.accept', organisationId, after: { state: 'accepted', kind: 'closed', count: 2 }, reason: 'Called them.' },
    ])
  })

  it('that two close at once is closed once; reports that come meanwhile are not lost', async () => {
    const { id: listingId, author } = await aPublished()
    const id = await aProblem(editing.database, listingId)
    const report = () =>
      inTransaction(editing.database, (transaction) => reportProblem({ transaction, queue: editing.parts.queue, now: editing.clock.now }, { listingId, kind: 'closed' }))
    const [one, other] = await Promise.all([close(author, id, 'accept'), close(curator, id, 'dismiss'), ...Array.from({ length: 6 }, report)])
    expect(new Set([one.statusCode, other.statusCode])).toEqual(new Set([200, 409]))
    const rows = await editing.database.prisma.problem.findMany({ where: { listingId } })
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(8)
    expect(rows.filter(({ state }) => state === 'open').length).toBeLessThanOrEqual(1)
  })

  it('that changed since it was read is not closed by somebody who says what they saw', async () => {
    const { id: listingId, author } = await aPublished()
    expect((await close(author, await aProblem(editing.database, listingId), 'dismiss', { ifMatch: '"3"' })).statusCode).toBe(412)
  })
})
