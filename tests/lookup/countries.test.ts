import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { countryCodes } from '../../src/help/places.ts'
import { countrySummaryView, countryView } from '../../src/lookup/views/country-view.ts'
import { getAnswer, getProblem } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'

const countries = z.object({ locale: z.string(), directoryVersion: z.int(), countries: z.array(countrySummaryView) })

const server = useSeededServer()

describe('GET /v1/countries', () => {
  it('has all 250 territories, covered or not, with a name', async () => {
    const answer = await getAnswer(server.app, '/v1/countries?locale=en', countries)
    expect(answer.countries.map(({ code }) => code)).toEqual(countryCodes)
    expect(answer.countries).toHaveLength(250)
    expect(answer.countries.filter(({ name, code }) => name === code)).toEqual([])
    expect(answer.countries.find(({ code }) => code === 'XK')?.name).toBe('Kosovo')
    expect(new Set(answer.countries.map(({ coverage }) => coverage))).toEqual(new Set(['country', 'worldwide_only']))
  })

  it('names them in the language asked for', async () => {
    const nameOf = async (query: string, headers?: Record<string, string>) =>
      (await getAnswer(server.app, `/v1/countries${query}`, countries, headers)).countries.find(({ code }) => code === 'FI')?.name
    expect(await nameOf('?locale=fi')).toBe('Suomi')
    expect(await nameOf('', { 'accept-language': 'ja' })).toBe('フィンランド')
    expect(await nameOf('')).toBe('Finland')
  })

  it('counts as many listings as the catalogue has', async () => {
    const answer = await getAnswer(server.app, '/v1/countries', countries)
    const kenya = answer.countries.find(({ code }) => code === 'KE')
    const listed = await server.app.inject('/v1/listings?country=KE&limit=100')
    const own: { kind: string; worldwide: boolean }[] = listed
      .json()
      .listings.filter((listing: { worldwide: boolean }) => !listing.worldwide)
    expect(own.length).toBeGreaterThan(3)
    expect(kenya?.kinds).toEqual(
      kenya?.kinds.map(({ kind }) => ({ kind, count: own.filter((listing) => listing.kind === kind).length })),
    )
  })

  it('refuses parameters that it does not know', async () => {
    expect((await getProblem(server.app, '/v1/countries?limit=5')).errors?.[0]).toMatchObject({
      parameter: 'limit',
      code: 'unknown_parameter',
    })
  })
})

describe('GET /v1/countries/{code}', () => {
  it('says what there is and what is missing, by any spelling of the code', async () => {
    const finland = await getAnswer(server.app, '/v1/countries/fi?locale=sv', countryView)
    expect(finland).toMatchObject({
      code: 'FI',
      name: 'Finland',
      coverage: 'country',
      emergencyNumbers: [{ number: '112', uri: 'tel:112' }],
    })
    expect(finland.languages).toEqual(expect.arrayContaining(['fi', 'sv']))
    expect(finland.verification.unverified).toBeGreaterThan(3)
    expect((await getAnswer(server.app, '/v1/countries/UK', countryView)).code).toBe('GB')
    expect((await getAnswer(server.app, '/v1/countries/el', countryView)).code).toBe('GR')
    expect((await getAnswer(server.app, '/v1/countries/xk', countryView)).code).toBe('XK')
  })

  it('answers for a country that has nothing of its own', async () => {
    const uncovered = await getAnswer(server.app, '/v1/countries/BV', countryView)
    expect(uncovered).toMatchObject({ code: 'BV', coverage: 'worldwide_only' })
    expect(uncovered.gaps).toEqual(expect.arrayContaining(['support_line', 'child_support_line']))
  })

  it.each(['zz', 'XX', 'FIN', 'F', '%20', '12'])('has a clear 404 for %s', async (code) => {
    const problem = await getProblem(server.app, `/v1/countries/${code}`)
    expect(problem).toMatchObject({
      code: 'not_found',
      detail: 'The code in the path is not an ISO 3166-1 alpha-2 code, such as FI.',
    })
  })
})

describe('coverage that is about to change by itself', () => {
  // Half a minute before the seed, which nobody has checked, stops being served.
  const late = useSeededServer({ now: () => new Date('2027-11-20T11:59:30Z') })

  it.each(['/v1/countries', '/v1/countries/KE'])('is kept by caches until then, and no longer: %s', async (path) => {
    const response = await late.app.inject(path)
    expect(response.statusCode).toBe(200)
    expect(response.headers['cache-control']).toBe('public, max-age=30')
  })
})
