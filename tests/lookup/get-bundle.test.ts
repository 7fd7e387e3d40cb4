import { brotliCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { directoryOfBundle } from '../../src/help/bundle/directory-of-bundle.ts'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { ageBands, situations } from '../../src/help/vocabulary.ts'
import { resolveQuestion } from '../../src/help/question.ts'
import { bundleView } from '../../src/lookup/views/bundle-view.ts'
import { viewHelp } from '../../src/lookup/views/help-view.ts'
import { aQuestion } from '../support/directory.ts'
import { manualPace } from '../support/manual-pace.ts'
import { getAnswer, getProblem, testNow } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'

// The test computes answers of its own meanwhile: that is no overload of the server.
const server = useSeededServer({ pace: manualPace() })
const bundleOf = (url: string, headers: Record<string, string> = {}) => getAnswer(server.app, url, bundleView, headers)

describe('200', () => {
  it('a device that reads it chooses, byte for byte, what GET /v1/help answers', async () => {
    for (const [country, locale] of [['FI', 'sv'], ['KE', 'sw'], ['US', 'es-419'], ['AQ', 'en']] as const) {
      const bundle = await bundleOf(`/v1/bundles/${country}?locale=${locale}`)
      const directory = directoryOfBundle(bundle, testNow)
      if (directory === null) throw new Error('a fresh bundle can be used')
      for (const situation of situations) {
        for (const ageBand of ageBands) {
          const resolved = resolveQuestion({ ...aQuestion({ country, situation, ageBand, locales: [bundle.locale], explain: false }), audience: null })
          if ('faults' in resolved) throw new Error('nobody is named, so nothing is impossible')
          const asked = await server.app.inject(`/v1/help?country=${country}&locale=${locale}&situation=${situation}&ageBand=${ageBand}`)
          expect(JSON.stringify(viewHelp(chooseHelp(directory, resolved.question, testNow, bundle.settings)))).toBe(asked.body)
        }
      }
    }
  })

  it('says for whom, of which version and until when it is', async () => {
    expect(await bundleOf('/v1/bundles/uk?locale=en-GB')).toMatchObject({
      country: 'GB',
      locale: 'en',
      directoryVersion: 1,
      validUntil: '2026-11-22T00:00:00.000Z',
      settings: { unverifiedDays: 365, verifyDays: { support_line: 90 } },
    })
  })

  it('is in the language that was asked for, else of Accept-Language, else of the country', async () => {
    const finnish = await server.app.inject('/v1/bundles/FI')
    expect(finnish.json()).toMatchObject({ locale: 'fi' })
    expect(finnish.headers).toMatchObject({ vary: expect.stringContaining('Accept-Language') as string })
    expect(await bundleOf('/v1/bundles/FI', { 'accept-language': 'tlh, sv;q=0.8, de;q=0.1' })).toMatchObject({ locale: 'sv' })
    const swedish = await server.app.inject({ url: '/v1/bundles/FI?locale=sv', headers: { 'accept-language': 'de' } })
    expect(swedish.json()).toMatchObject({ locale: 'sv' })
    expect(String(swedish.headers['vary'])).not.toContain('Accept-Language')
    expect(String(swedish.headers['content-language'])).toMatch(/^sv\b/)
  })

  it('has what the country has and the worldwide services, and nothing of other countries', async () => {
    const { listings } = await bundleOf('/v1/bundles/FI?locale=fi')
    expect(listings.filter(({ countries, worldwide }) => !worldwide && !countries.includes('FI'))).toEqual([])
    expect(listings.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['fi-mll-child-helpline', 'global-take-it-down']))
  })

  it('a country of which nothing is known gets the worldwide services and its emergency number', async () => {
    const { listings } = await bundleOf('/v1/bundles/AQ')
    expect(listings.length).toBeGreaterThan(3)
    expect(listings.filter(({ worldwide, kind }) => !worldwide && kind !== 'emergency_service')).toEqual([])
  })

  it('is small', async () => {
    for (const country of ['FI', 'US', 'IN', 'DE', 'AQ']) {
      const { rawPayload } = await server.app.inject(`/v1/bundles/${country}?locale=en`)
      expect([country, brotliCompressSync(rawPayload).length < 30_000]).toEqual([country, true])
    }
  })
})

describe('caches', () => {
  it('may keep it for a minute, and ask whether it changed', async () => {
    const first = await server.app.inject('/v1/bundles/FI?locale=fi')
    expect(first.headers['cache-control']).toMatch(/^public, max-age=60\b/)
    const again = await server.app.inject({ url: '/v1/bundles/FI?locale=fi', headers: { 'if-none-match': String(first.headers['etag']) } })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('get the same bytes however it was asked for', async () => {
    const [one, other] = await Promise.all(['/v1/bundles/FI?locale=sv', '/v1/bundles/fi?locale=sv-FI'].map((url) => server.app.inject(url)))
    expect(one?.body).toBe(other?.body)
  })
})

describe('in the last seconds of a day', () => {
  const late = useSeededServer({ now: () => new Date('2026-11-20T23:59:45Z') })
  it('no cache keeps it beyond the day', async () => {
    const { headers } = await late.app.inject('/v1/bundles/FI?locale=fi')
    expect(headers['cache-control']).toBe('public, max-age=15')
  })
})

describe('trouble', () => {
  it.each(['FIN', 'XX', 'zz', '%00', 'constructor'])('404 for %s, which is no country', async (code) => {
    expect(await getProblem(server.app, `/v1/bundles/${code}`)).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('400 names every parameter that is not known, above all those that would tell about a person', async () => {
    const problem = await getProblem(server.app, '/v1/bundles/FI?situation=sextortion&ageBand=13-15&locale=en_US')
    expect(problem).toMatchObject({
      status: 400,
      errors: [
        { parameter: 'situation', code: 'unknown_parameter' },
        { parameter: 'ageBand', code: 'unknown_parameter' },
        { parameter: 'locale' },
      ],
    })
  })
})
