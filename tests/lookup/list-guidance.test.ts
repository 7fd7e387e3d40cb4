import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connectOnce } from '../../src/db/connect-once.ts'
import { situations } from '../../src/help/vocabulary.ts'
import { guidanceView } from '../../src/lookup/views/guidance-view.ts'
import { cloneDatabase } from '../support/database.ts'
import { getAnswer, getProblem, startServer } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'
import { writeSubject } from '../support/write-subject.ts'

const list = z.object({ directoryVersion: z.int(), guidance: z.array(guidanceView) })

const server = useSeededServer()

const get = async (query = '', headers?: Record<string, string>) =>
  (await getAnswer(server.app, `/v1/guidance${query}`, list, headers)).guidance

describe('GET /v1/guidance', () => {
  it('has texts for every situation', async () => {
    const guidance = await get()
    expect(guidance).toHaveLength(44)
    expect(new Set(guidance.map(({ situation }) => situation))).toEqual(new Set(situations))
  })

  it('filters by situation and audience', async () => {
    expect((await get('?situation=blocked_someone')).map(({ slug }) => slug)).toEqual(['blocked_someone.child'])
    const forParents = await get('?audience=parent_carer')
    expect(forParents.length).toBeGreaterThan(0)
    expect(forParents.every(({ audience }) => audience === 'parent_carer')).toBe(true)
    expect(await get('?situation=blocked_someone&audience=professional')).toEqual([])
  })

  it('filters by age: a text for minors is not one for adults', async () => {
    const slugs = async (ageBand: string) => {
      const answer = await server.app.inject(`/v1/guidance?situation=own_thoughts&ageBand=${ageBand}`)
      return answer.json<{ guidance: { slug: string }[] }>().guidance.map(({ slug }) => slug)
    }
    expect(await slugs('13-15')).toEqual(['own_thoughts.concerned_self_minor'])
    expect(await slugs('18-plus')).toEqual(['own_thoughts.concerned_self'])
  })

  it('comes whole in one language', async () => {
    const [text] = await get('?situation=blocked_someone&locale=sv')
    expect(text).toMatchObject({
      locale: 'sv',
      direction: 'ltr',
      standard: { title: 'Du blockerade någon. Du behöver inget skäl.' },
    })
    expect(text?.plain).not.toBeNull()
    expect((await get('?situation=blocked_someone', { 'accept-language': 'ar' }))[0]).toMatchObject({
      locale: 'ar',
      direction: 'rtl',
    })
    expect((await get('?situation=blocked_someone&country=JP'))[0]?.locale).toBe('ja')
  })

  it('has the texts of a country for that country only', async () => {
    const own = await cloneDatabase()
    const client = await connectOnce(own.url)
    const text = { title: 'A title', body: 'A body.', steps: ['A step.'] }
    const write = (country: string | null) =>
      writeSubject(client, 'guidance', 'published', {
        situation: 'sextortion',
        audience: 'child',
        ageBands: ['13-15'],
        country,
        texts: [{ locale: 'en', plain: null, standard: text, origin: 'original', reviewed: true }],
        sources: [],
        editorsNote: null,
      })
    const [general, finnish] = [await write(null), await write('FI')]
    const small = await startServer(own.url)
    const shown = async (query: string) => {
      const { guidance } = await getAnswer(small.app, `/v1/guidance${query}`, list)
      return guidance.map(({ slug, country }) => ({ slug, country }))
    }
    const forAll = { slug: general.slug, country: null }
    expect(await shown('?country=FI')).toEqual([forAll, { slug: finnish.slug, country: 'FI' }])
    expect(await shown('?country=SE')).toEqual([forAll])
    expect(await shown('')).toEqual([forAll])
    await small.close()
    await client.end()
    await own.drop()
  })

  it('shows nothing that is for editors', async () => {
    const { body } = await server.app.inject('/v1/guidance')
    for (const word of ['sources', 'editorsNote', 'author', 'Protect Children']) expect(body).not.toContain(word)
  })

  it('refuses what it does not know', async () => {
    const problem = await getProblem(server.app, '/v1/guidance?situation=blocked&age=13')
    expect(problem.errors?.map(({ parameter }) => parameter)).toEqual(['age', 'situation'])
  })
})
