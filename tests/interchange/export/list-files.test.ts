import { describe, expect, it } from 'vitest'
import { listFiles } from '../../../src/interchange/export/list-files.ts'
import { localesOfCountry } from '../../../src/interchange/export/locales-of-country.ts'
import { countryCodes } from '../../../src/help/places.ts'
import { ageBands, situations } from '../../../src/help/vocabulary.ts'
import { readSeedDirectory } from '../../support/seed-directory.ts'

const directory = await readSeedDirectory(new Date('2026-11-20T12:00:00Z'))

describe('the languages of a country', () => {
  it.each([
    { country: 'AQ', locales: ['en'], why: 'nobody has a language there, so what everybody gets' },
    { country: 'JP', locales: expect.arrayContaining(['en', 'ja']) as string[], why: 'its own and English' },
    { country: 'FI', locales: expect.arrayContaining(['ar', 'en', 'fi', 'sv']) as string[], why: 'those in which its services answer' },
    { country: 'HK', locales: expect.arrayContaining(['en', 'zh-Hant']) as string[], why: 'its own in its own script' },
  ])('$country: $why', ({ country, locales }) => {
    expect(localesOfCountry(directory, country)).toEqual(locales)
  })
})

describe('the files of an export', () => {
  const all = [...listFiles(directory, { countries: countryCodes, locales: null })]

  it('are one for every situation and age band, in every country and language', () => {
    const help = all.filter(({ path }) => path.startsWith('v1/help/FI/sv/'))
    expect(help).toHaveLength(situations.length * ageBands.length)
    expect(help).toContainEqual({
      path: 'v1/help/FI/sv/blocked_someone/13-15.json',
      url: '/v1/help?country=FI&locale=sv&situation=blocked_someone&ageBand=13-15',
      locale: 'sv',
    })
  })

  it('are a bundle and a coverage for every country, and words and guidance for every language', () => {
    const paths = new Set(all.map(({ path }) => path))
    for (const country of countryCodes) {
      expect(paths).toContain(`v1/bundles/${country}/en.json`)
      expect(paths).toContain(`v1/countries/${country}/en.json`)
    }
    for (const locale of ['en', 'sv', 'zh-Hant']) {
      for (const folder of ['countries', 'guidance', 'vocabulary']) expect(paths).toContain(`v1/${folder}/${locale}.json`)
    }
  })

  it('have names that no two share, also where capitals and small letters are the same', () => {
    expect(new Set(all.map(({ path }) => path.toLowerCase())).size).toBe(all.length)
    expect(all.filter(({ path }) => !/^v1(?:\/[A-Za-z0-9_-]+)+\.json$/.test(path))).toEqual([])
  })

  it('are of a number that a host of files can take', () => {
    expect(all.length).toBeGreaterThan(50_000)
    expect(all.length).toBeLessThan(120_000)
  })

  it('are in the languages that were asked for, where any were', () => {
    const some = [...listFiles(directory, { countries: ['SE', 'FI', 'SE'], locales: ['de'] })]
    expect(new Set(some.map(({ locale }) => locale))).toEqual(new Set(['de']))
    expect(some.filter(({ path }) => path.startsWith('v1/bundles/')).map(({ path }) => path)).toEqual(['v1/bundles/FI/de.json', 'v1/bundles/SE/de.json'])
  })

  it('a country with guidance of its own has it in a file', () => {
    const [first] = directory.guidance
    if (first === undefined) throw new Error('the seed has guidance')
    const own = { ...first, content: { ...first.content, country: 'SE' } }
    const urls = [...listFiles({ ...directory, guidance: [own] }, { countries: ['FI', 'SE'], locales: ['sv'] })].map(({ url }) => url)
    expect(urls).toContain('/v1/guidance?country=SE&locale=sv')
    expect(urls).not.toContain('/v1/guidance?country=FI&locale=sv')
  })
})
