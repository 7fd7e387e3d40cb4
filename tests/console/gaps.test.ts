import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'
import { writeListing } from '../support/write-listing.ts'

const day = 24 * 60 * 60 * 1000

let editing: Editing
let client: pg.Client
let curator: Person
let start: number
beforeAll(async () => {
  editing = await openEditing()
  client = await connectOnce(editing.test.url)
  curator = await aPerson(editing.database, { platformRole: 'curator' })
  await writeListing(client, { languages: ['fi'], countries: ['FI', 'SE'] })
  await writeListing(client, { languages: ['fi'], countries: ['FI'], audiences: ['adult'] }, 'draft')
  await writeListing(client, { kind: 'image_removal', audiences: [], worldwide: true, languages: ['fi'] })
  const { rows } = await client.query<{ at: Date }>('SELECT max(published_at) AS at FROM listing')
  start = rows[0]?.at.getTime() ?? 0
  editing.clock.now = new Date(start)
})
afterAll(async () => {
  await client.end()
  await editing.close()
})

type Gap = { country: string; kind: string; count: number; missing: { ageBand: string; languages: string[] }[] }
const ask = async (query = '') => {
  const response = await editing.as(curator.principal, 'GET', `/v1/console/gaps${query}`)
  expect(response.statusCode, response.body).toBe(200)
  return response.json<{ gaps: Gap[]; nextCursor: string | null }>()
}

describe('gaps', () => {
  it('are what nobody would be shown: a draft fills none, and what is overdue opens one again', async () => {
    const support = async () => (await ask('?country=FI&kind=support_line')).gaps
    expect(await support()).toEqual([{ country: 'FI', kind: 'support_line', count: 1, missing: [{ ageBand: '18-plus', languages: ['fi'] }] }])
    editing.clock.now = new Date(start + 365 * day + 1)
    expect((await support())[0]?.count).toBe(6)
    expect((await ask('?country=FI&kind=image_removal')).gaps).toEqual([])
    editing.clock.now = new Date(start)
  })

  it('of a country are kept to what is asked for', async () => {
    expect((await ask('?country=FI')).gaps.map(({ kind, count }) => [kind, count])).toEqual([
      ['police_report', 4],
      ['prevention_service', 4],
      ['reporting_hotline', 4],
      ['support_line', 1],
    ])
    expect((await ask('?country=fi&kind=support_line&ageBand=18-plus&language=sv')).gaps).toMatchObject([{ missing: [{ ageBand: '18-plus', languages: ['sv'] }] }])
    expect((await ask('?country=FI&kind=support_line&ageBand=6-9')).gaps).toEqual([])
  })

  it('of the world come page by page, where most is missing first, and where children live', async () => {
    const whole: Gap[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await ask(`?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)
      whole.push(...page.gaps)
      cursor = page.nextCursor
    }
    expect(whole.length).toBeGreaterThan(1000)
    expect(new Set(whole.map(({ country, kind }) => `${country} ${kind}`)).size).toBe(whole.length)
    const counts = whole.map(({ count }) => count)
    expect(counts).toEqual([...counts].sort((one, other) => other - one))
    expect(whole.some(({ country }) => country === 'AQ')).toBe(false)
    expect(whole.filter(({ country }) => country === 'XK')).toHaveLength(5)
  })

  it.each(['country=XX', 'kind=emergency_service', 'ageBand=unknown', 'language=_', 'language=%0d', 'cursor=x'])('are refused for %s, with its name', async (query) => {
    const response = await editing.as(curator.principal, 'GET', `/v1/console/gaps?${query}`)
    expect([response.statusCode, response.json().errors[0].parameter]).toEqual([400, query.split('=')[0]])
  })
})
