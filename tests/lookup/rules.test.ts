import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { countryCodes } from '../../src/help/places.ts'
import { resolveQuestion } from '../../src/help/question.ts'
import { situationRows } from '../../src/help/situation-rows.ts'
import { ageBands, audiences, channelTypes, communities, situations, topics } from '../../src/help/vocabulary.ts'
import { helpView } from '../../src/lookup/views/help-view.ts'
import { listingView } from '../../src/lookup/views/listing-view.ts'
import { fc } from '../support/fast-check.ts'
import { aQuestion } from '../support/directory.ts'
import { knownOf } from '../support/see-choice.ts'
import { seeHelp } from '../support/see-help.ts'
import { exactly } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'
import { findBreaches } from '../support/violations.ts'

const server = useSeededServer()

const locales = ['sv', 'ar', 'pt-AO', 'zh-HK', 'es-MX', 'nb', 'gsw', 'tt', 'xx', '*', 'en-GB-oxendict', 'sr-ME', 'iw']

const questions = fc.record(
  {
    country: fc.constantFrom(...countryCodes),
    locale: fc.constantFrom(...locales),
    ageBand: fc.constantFrom(...ageBands),
    audience: fc.constantFrom(...audiences),
    situation: fc.constantFrom(...situations),
    topic: fc.subarray([...topics], { minLength: 1, maxLength: 3 }),
    channel: fc.subarray([...channelTypes], { minLength: 1, maxLength: 3 }),
    community: fc.subarray([...communities], { minLength: 1, maxLength: 2 }),
    limit: fc.integer({ min: 1, max: 20 }),
    explain: fc.boolean(),
  },
  { requiredKeys: ['country'] },
)

type Faults = { errors: { code: string }[] }

describe('every row of the situations', () => {
  it.each(['FI', 'GB', 'DE', 'KE', 'JP', 'NU'])('is answered in %s by its own row, without breaking a rule', async (country) => {
    const directory = server.app.snapshot.current()
    if (directory === null) throw new Error('the directory is loaded')
    const known = knownOf(directory, country)
    for (const row of situationRows) {
      for (const audience of row.audiences) {
        for (const ageBand of row.ageBands) {
          if ('faults' in resolveQuestion({ ...aQuestion(), situation: row.situation, audience, ageBand })) continue
          const question = `country=${country}&situation=${row.situation}&audience=${audience}&ageBand=${ageBand}`
          const answer = exactly(helpView, (await server.app.inject(`/v1/help?${question}`)).json())
          expect(answer.request.adjusted, question).toBeNull()
          expect(findBreaches(seeHelp(answer), known), question).toEqual([])
          expect(answer.guidance?.slug.startsWith(`${row.situation}.`), question).toBe(true)
        }
      }
    }
  })
})

describe('whatever is asked at the door', () => {
  it('no rule is broken, nothing is empty, and only impossible combinations are refused', async () => {
    const directory = server.app.snapshot.current()
    if (directory === null) throw new Error('the directory is loaded')
    const runs = Number(process.env['CHECK_RUNS'] ?? 2000)
    const check = fc.asyncProperty(questions, async (question) => {
      const url = new URL('/v1/help', 'http://directory')
      for (const [name, values] of Object.entries(question))
        for (const value of [values].flat()) url.searchParams.append(name, String(value))
      const got = await server.app.inject(`${url.pathname}${url.search}`)
      const posted = await server.app.inject({ method: 'POST', url: '/v1/help', payload: question })
      expect(posted.statusCode).toBe(got.statusCode)
      if (got.statusCode === 400) {
        const { errors } = got.json<Faults>()
        return errors.length === 1 && errors[0]?.code === 'impossible_combination'
      }
      expect(posted.body).toBe(got.body)
      const answer = exactly(helpView, got.json())
      expect(findBreaches(seeHelp(answer), knownOf(directory, answer.request.country))).toEqual([])
      return answer.guidance !== null && answer.sections.length + answer.emergency.numbers.length > 0
    })
    await fc.assert(check, { numRuns: runs })
  }, 120_000)
})

describe('the facts of the seed', () => {
  it('are served as they were written', async () => {
    const row = z.object({
      slug: z.string(),
      kind: z.string(),
      names: z.record(z.string(), z.string()),
      officialName: z.string(),
      minAge: z.number().nullish(),
      maxAge: z.number().nullish(),
      hold: z.boolean().optional(),
      channels: z.array(z.object({ type: z.string(), value: z.string(), display: z.string().nullish() })),
    })
    const rows = (await readFile(path.join(import.meta.dirname, '../../seed/listings.jsonl'), 'utf8')).trim().split('\n')
    // Addresses without https are reported by the import and not served; a listing with no other contact is not there.
    const seeds = rows
      .map((line) => row.parse(JSON.parse(line)))
      .map((seed) => ({ ...seed, channels: seed.channels.filter(isSecure) }))
    const different: unknown[] = []
    for (const seed of seeds) {
      const response = await server.app.inject(`/v1/listings/${seed.slug}`)
      const isThere = seed.hold !== true && seed.channels.length > 0
      const { slug, kind, officialName, minAge, maxAge, channels } =
        response.statusCode === 200
          ? listingView.parse(response.json())
          : { slug: null, kind: '', officialName: '', minAge: null, maxAge: null, channels: [] }
      const served = slug === null ? null : { slug, kind, officialName, minAge, maxAge, contacts: contactsOf(channels) }
      const written = {
        slug: seed.slug,
        kind: seed.kind,
        officialName: seed.names[seed.officialName],
        minAge: seed.minAge ?? null,
        maxAge: seed.maxAge ?? null,
        contacts: contactsOf(seed.channels),
      }
      if (JSON.stringify(served) !== JSON.stringify(isThere ? written : null)) different.push({ served, written })
    }
    expect(seeds.length).toBeGreaterThan(450)
    expect(different).toEqual([])
  })
})

type Contact = { type: string; value: string; display?: string | null | undefined }

const isSecure = ({ value }: Contact) => !value.startsWith('http://')

function contactsOf(channels: readonly Contact[]): string[] {
  return channels.map(({ type, value, display }) => `${type} ${value} ${display ?? ''}`).sort()
}
