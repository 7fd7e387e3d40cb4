import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countryCodes } from '../../src/help/places.ts'
import { ageBands, situations } from '../../src/help/vocabulary.ts'
import { helpView } from '../../src/lookup/views/help-view.ts'
import { seedPhone } from '../support/seed-phone.ts'
import { getAnswer, getProblem, startServer } from '../support/server.ts'
import type { TestServer } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'

const server = useSeededServer()

const ask = (query: string, headers?: Record<string, string>) => getAnswer(server.app, `/v1/help?${query}`, helpView, headers)

describe('GET /v1/help: the answer', () => {
  it('shows a 13-15 year old in Finland who blocked someone, in Swedish, what the directory has', async () => {
    const answer = await ask('country=FI&ageBand=13-15&situation=blocked_someone&locale=sv')
    expect(answer.request).toEqual({
      country: 'FI',
      subdivision: null,
      ageBand: '13-15',
      audience: 'child',
      situation: 'blocked_someone',
      adjusted: null,
    })
    expect(answer).toMatchObject({
      locale: 'sv',
      direction: 'ltr',
      localeMatch: 'exact',
      coverage: 'country',
      leftOut: [],
      directoryVersion: 1,
    })
    expect(answer.guidance?.title).toBe('Du blockerade någon. Du behöver inget skäl.')
    expect(answer.emergency.numbers).toEqual([{ number: '112', uri: 'tel:112', services: ['police', 'ambulance', 'fire'] }])
    expect(answer.sections.map(({ id }) => id)).toEqual(['talk'])
    const slugs = answer.sections[0]?.listings.map(({ slug }) => slug)
    expect(slugs).toContain('fi-mll-helpline-swedish')
    const { value, display } = seedPhone('fi-mll-helpline-swedish')
    expect(answer.sections[0]?.listings[0]).toMatchObject({
      slug: 'fi-mll-helpline-swedish',
      channels: [
        {
          type: 'phone',
          value,
          display,
          uri: `tel:${value}`,
          openNow: false,
          nextChange: '2026-11-23T12:00:00.000Z',
        },
      ],
    })
  })

  it('is never empty and never without guidance, in any country, for every age', async () => {
    for (const [index, country] of countryCodes.entries()) {
      const answer = await ask(`country=${country}&ageBand=${ageBands[index % 5]}`)
      const offered = answer.emergency.numbers.length + answer.sections.length
      expect([country, answer.guidance !== null, offered > 0]).toEqual([country, true, true])
    }
  })

  it('has guidance for every situation, without a parameter more than it and the country', async () => {
    for (const situation of situations) {
      const { guidance } = await ask(`country=GB&situation=${situation}`)
      expect([situation, guidance?.title]).toEqual([situation, expect.any(String)])
    }
  })

  it('reads a country in any case, and by the names that people use', async () => {
    for (const [asked, country] of [
      ['fi', 'FI'],
      ['UK', 'GB'],
      ['el', 'GR'],
      ['XK', 'XK'],
    ]) {
      expect((await ask(`country=${asked}`)).request.country).toBe(country)
    }
  })

  it('maps an age to its band and does not repeat it', async () => {
    for (const [age, band] of [
      [0, '0-5'],
      [9, '6-9'],
      [12, '10-12'],
      [13, '13-15'],
      [17, '16-17'],
      [18, '18-plus'],
      [120, '18-plus'],
    ]) {
      const answer = await ask(`country=FI&age=${age}&explain=true`)
      expect(answer.request.ageBand).toBe(band)
      expect(answer.request).not.toHaveProperty('age')
    }
  })

  it('fills in who asks', async () => {
    expect((await ask('country=FI&ageBand=18-plus')).request.audience).toBe('adult')
    expect((await ask('country=FI')).request.audience).toBe('child')
    expect((await ask('country=FI&situation=worried_about_child')).request.audience).toBe('parent_carer')
  })

  it('says with explain what was left out and by which rule, and otherwise not', async () => {
    const { leftOut } = await ask('country=FI&ageBand=13-15&explain=true')
    expect(leftOut.length).toBeGreaterThan(5)
    expect(leftOut.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['fi-sexpo-serie', 'global-stopncii']))
    expect((await ask('country=FI&ageBand=13-15&explain=false')).leftOut).toEqual([])
  })

  it('takes topic, channel and community more than once', async () => {
    const answer = await ask(
      'country=GB&situation=bullying_or_hate&topic=lgbtq&topic=hate&channel=chat&channel=phone&community=lgbtq',
    )
    expect(answer.sections[0]?.listings.length).toBeGreaterThan(0)
  })

  it('lowers the limit of each section', async () => {
    const { sections } = await ask('country=GB&situation=worried_about_child&limit=1')
    expect(sections.map(({ listings }) => listings.length)).toEqual(sections.map(() => 1))
  })
})

describe('GET /v1/help: the language', () => {
  it('follows Accept-Language by its weights', async () => {
    const answer = await ask('country=FI', { 'accept-language': 'xx, ar;q=0.5, fi;q=0.8' })
    expect(answer.locale).toBe('fi')
  })

  it('prefers the parameter', async () => {
    const answer = await ask('country=FI&locale=ar', { 'accept-language': 'fi' })
    expect(answer).toMatchObject({ locale: 'ar', direction: 'rtl' })
  })

  it('answers whatever well-formed language is asked for, and says when nobody speaks it', async () => {
    const letters = [...Array(26).keys()].map((index) => String.fromCharCode(97 + index))
    const codes = letters.flatMap((one) => letters.map((other) => one + other))
    for (const locale of [...codes, 'und', 'und-FI', 'mul', 'mis', 'zxx', 'fse', 'azb', 'i-klingon', 'qaa-ZZ', 'sr-Latn-ME-x-private']) {
      const response = await server.app.inject({ url: '/v1/help?country=FI', headers: { 'accept-language': locale } })
      expect([locale, response.statusCode]).toEqual([locale, 200])
    }
    // Finnish sign language: a voice line does not answer in it.
    const { sections } = await ask('country=FI&locale=fse&ageBand=13-15&situation=blocked_someone')
    expect(sections[0]?.listings[0]).toMatchObject({ speaksRequestedLanguage: false, notes: expect.arrayContaining([expect.stringContaining('fse')]) })
  })

  it('reads locale=* as none', async () => {
    expect((await ask('country=FI&locale=*', { 'accept-language': 'sv' })).locale).toBe('sv')
  })

  it.each([
    ['500 ranges', Array.from({ length: 500 }, (_, index) => `x${index.toString(36).padStart(3, 'a')}`).join(',')],
    ['4 kB of junk', 'ÿ;q=;,=\t'.repeat(500)],
    ['one endless range', 'a'.repeat(4000)],
    ['weights that are none', 'sv;q=abc, fi;q=-3, de;q=1e9'],
    ['an underscore', 'en_US'],
    ['a wildcard', '*'],
    ['nothing', ''],
  ])('never refuses Accept-Language: %s', async (_name, header) => {
    const response = await server.app.inject({ url: '/v1/help?country=FI', headers: { 'accept-language': header } })
    expect(response.statusCode).toBe(200)
  })
})

describe('GET /v1/help: 400', () => {
  const faultsOf = async (query: string) => (await getProblem(server.app, `/v1/help?${query}`)).errors ?? []

  it.each(['FIN', 'zz', 'XX', 'F', '%F0%9F%87%AB%F0%9F%87%AE', 'fi,se'])('refuses the country %s in words', async (country) => {
    expect(await faultsOf(`country=${country}`)).toEqual([
      { parameter: 'country', code: 'unknown_value', detail: 'is not an ISO 3166-1 alpha-2 code, such as FI' },
    ])
  })

  it.each([
    ['a missing country', '', 'country', 'missing'],
    ['an empty country', 'country=', 'country', 'empty'],
    ['an unknown band', 'country=FI&ageBand=13', 'ageBand', 'unknown_value'],
    ['an age below none', 'country=FI&age=-1', 'age', 'out_of_range'],
    ['an age above all', 'country=FI&age=999', 'age', 'out_of_range'],
    ['an age that is no number', 'country=FI&age=twelve', 'age', 'wrong_type'],
    ['half a year', 'country=FI&age=12.5', 'age', 'wrong_type'],
    ['an age in other digits', 'country=FI&age=1e1', 'age', 'wrong_type'],
    ['age and band, though they agree', 'country=FI&age=14&ageBand=13-15', 'age', 'conflict'],
    ['a country twice', 'country=FI&country=FI', 'country', 'repeated_parameter'],
    ['a null byte', 'country=FI%00', 'country', 'unreadable'],
    ['bytes that are no text', 'country=FI&locale=%EF%BF%BD', 'locale', 'unreadable'],
    ['an endless locale', `country=FI&locale=${'a'.repeat(4096)}`, 'locale', 'too_long'],
    ['a locale with an underscore', 'country=FI&locale=en_US', 'locale', 'invalid_value'],
    ['several topics in one', 'country=FI&topic=grooming,csam', 'topic', 'unknown_value'],
    ['a limit of none', 'country=FI&limit=0', 'limit', 'out_of_range'],
    ['a limit above all', 'country=FI&limit=21', 'limit', 'out_of_range'],
    ['an explain that is neither', 'country=FI&explain=1', 'explain', 'wrong_type'],
    ['a child who is an adult', 'country=FI&audience=child&ageBand=18-plus', 'audience', 'impossible_combination'],
    ['an adult who is a child', 'country=FI&audience=adult&age=14', 'audience', 'impossible_combination'],
    ['a place in another country', 'country=FI&subdivision=SE-AB', 'subdivision', 'impossible_combination'],
    ['a place that is none', 'country=FI&subdivision=FI-99', 'subdivision', 'unknown_value'],
  ])('refuses %s', async (_name, query, parameter, code) => {
    expect(await faultsOf(query)).toEqual([expect.objectContaining({ parameter, code })])
  })

  it('names every fault at once', async () => {
    const faults = await faultsOf(
      'country=FIN&ageband=13-15&age=999&audience=nobody&topic=x&locale=en_US&limit=&foo=bar&explain=yes',
    )
    expect(faults.map(({ parameter }) => String(parameter)).sort()).toEqual([
      'age',
      'ageband',
      'audience',
      'country',
      'explain',
      'foo',
      'limit',
      'locale',
      'topic',
    ])
  })

  it('names age and band together also when one of them cannot be read', async () => {
    const codes = async (query: string) => (await faultsOf(query)).map(({ parameter, code }) => `${parameter} ${code}`).sort()
    expect(await codes('country=FI&age=999&ageBand=13-15')).toEqual([
      'age conflict',
      'age out_of_range',
    ])
    expect(await codes('country=FI&age=14&ageBand=13')).toEqual([
      'age conflict',
      'ageBand unknown_value',
    ])
  })

  it('never advises to leave out what is needed', async () => {
    expect((await faultsOf('country='))[0]?.detail).toBe('has no value; for example FI')
    expect((await faultsOf('country=FI&locale='))[0]?.detail).toBe('has no value; leave it out instead')
  })

  it('says what was meant by a mistyped name', async () => {
    for (const [typed, meant] of [
      ['ageband', 'ageBand'],
      ['age_band', 'ageBand'],
      ['Country', 'country'],
      ['topics', 'topic'],
      ['contry', 'country'],
    ]) {
      const faults = await faultsOf(`country=FI&${typed}=x`)
      expect(faults.find(({ parameter }) => parameter === typed)?.detail).toBe(`is not known here; did you mean ${meant}?`)
    }
  })

  it('lists the bands, and says how to send an age', async () => {
    const [fault] = await faultsOf('country=FI&ageBand=13')
    expect(fault?.detail).toBe('is not one of 0-5, 6-9, 10-12, 13-15, 16-17, 18-plus, unknown; to send an age in years, use age')
  })

  it('says how to write a locale, and how to send several topics', async () => {
    expect((await faultsOf('country=FI&locale=en_US'))[0]?.detail).toBe('is not a language tag (BCP 47); write en-US')
    expect((await faultsOf('country=FI&topic=grooming,csam'))[0]?.detail).toMatch(/; to send several, repeat topic$/)
  })

  it('never repeats what was sent', async () => {
    const sent = 'mysecretword'
    const response = await server.app.inject(
      `/v1/help?country=${sent}&audience=${sent}&locale=${sent}&topic=${sent}&age=${sent}&subdivision=${sent}&limit=${sent}&%00${sent}=1&<b>${sent}=1`,
    )
    expect(response.statusCode).toBe(400)
    expect(response.body).not.toContain(sent)
  })

  it('does not make a large answer out of a flood of faults', async () => {
    const flood = Array.from({ length: 1500 }, (_, index) => index.toString(36)).join('&')
    const response = await server.app.inject(`/v1/help?${flood}`)
    expect(response.json().errors).toHaveLength(50)
    expect(response.json().detail).toMatch(/And \d+ more\.$/)
  })
})

describe('GET /v1/help behind a proxy that knows the country', () => {
  let behindProxy: TestServer

  beforeAll(async () => {
    behindProxy = await startServer(server.database.url, { config: { geoCountryHeader: 'cf-ipcountry' } })
  })
  afterAll(() => behindProxy.close())

  it('takes it where the question names none, and says that the answer varies by it', async () => {
    const response = await behindProxy.app.inject({ url: '/v1/help?locale=en', headers: { 'cf-ipcountry': 'ke' } })
    expect(response.json().request.country).toBe('KE')
    expect(response.headers['vary']).toBe('Accept-Encoding, cf-ipcountry')
  })

  it('prefers the country of the question', async () => {
    const response = await behindProxy.app.inject({ url: '/v1/help?country=FI&locale=en', headers: { 'cf-ipcountry': 'KE' } })
    expect(response.json().request.country).toBe('FI')
    expect(response.headers['vary']).toBe('Accept-Encoding')
  })

  it.each(['FI', 'SE', 'XX', undefined])('prefers the country of the subdivision where the header says %j, and does not vary by it', async (header) => {
    const headers = header === undefined ? {} : { 'cf-ipcountry': header }
    const response = await behindProxy.app.inject({ url: '/v1/help?subdivision=se-ab&locale=en', headers })
    expect([response.statusCode, response.json().request]).toEqual([200, expect.objectContaining({ country: 'SE', subdivision: 'SE-AB' })])
    expect(response.headers['vary']).toBe('Accept-Encoding')
    const named = await behindProxy.app.inject({ url: '/v1/help?country=SE&subdivision=SE-AB&locale=en' })
    expect(response.body).toBe(named.body)
  })

  it('does so for a question in a body', async () => {
    const askInBody = (body: object) =>
      behindProxy.app.inject({
        method: 'POST',
        url: '/v1/help',
        payload: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'cf-ipcountry': 'FI' },
      })
    expect((await askInBody({ subdivision: 'SE-AB' })).json().request).toMatchObject({ country: 'SE', subdivision: 'SE-AB' })
    expect((await askInBody({})).json().request).toMatchObject({ country: 'FI', subdivision: null })
  })

  it('names a subdivision that is none, and one of another country than the question names', async () => {
    const errors = async (query: string) =>
      (await getProblem(behindProxy.app, { url: `/v1/help?${query}`, headers: { 'cf-ipcountry': 'FI' } })).errors
    expect(await errors('subdivision=SE-QQ')).toMatchObject([{ parameter: 'subdivision', code: 'unknown_value' }])
    expect(await errors('subdivision=SE-AB&subdivision=FI-18')).toMatchObject([{ parameter: 'subdivision', code: 'repeated_parameter' }])
    expect(await errors('country=FI&subdivision=SE-AB')).toMatchObject([{ parameter: 'subdivision', code: 'impossible_combination' }])
  })

  it.each(['XX', 'T1', '', 'KE, FI'])('asks for a country where the header says %j', async (header) => {
    const problem = await getProblem(behindProxy.app, { url: '/v1/help', headers: { 'cf-ipcountry': header } })
    expect(problem.errors).toEqual([{ parameter: 'country', code: 'missing', detail: 'is missing; for example FI' }])
  })

  it('does not trust such a header where none is named', async () => {
    const problem = await getProblem(server.app, { url: '/v1/help', headers: { 'cf-ipcountry': 'KE' } })
    expect(problem.errors?.[0]).toMatchObject({ parameter: 'country', code: 'missing' })
  })

  it('asks for a country beside a subdivision where no header is named', async () => {
    const problem = await getProblem(server.app, { url: '/v1/help?subdivision=SE-AB', headers: { 'cf-ipcountry': 'KE' } })
    expect(problem.errors).toMatchObject([{ parameter: 'country', code: 'missing' }])
  })
})
