import { describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/help/bundle/bundle.ts'
import { bundledLocales } from '../../src/help/bundle/bundled-locales.ts'
import { directoryOfBundle } from '../../src/help/bundle/directory-of-bundle.ts'
import { makeBundle } from '../../src/help/bundle/make-bundle.ts'
import { chooseHelp } from '../../src/help/choose-help.ts'
import type { Directory, PublishedListing } from '../../src/help/directory.ts'
import { indexDirectory } from '../../src/help/index-directory.ts'
import { labelLocales } from '../../src/help/label.ts'
import { negotiateLocale } from '../../src/help/negotiate-locale.ts'
import { parseTag } from '../../src/help/parse-tag.ts'
import { countryCodes } from '../../src/help/places.ts'
import { resolveQuestion } from '../../src/help/question.ts'
import type { HelpQuestion } from '../../src/help/question.ts'
import { verificationState } from '../../src/help/verification.ts'
import type { ServingSettings } from '../../src/help/verification.ts'
import { ageBands, situations } from '../../src/help/vocabulary.ts'
import { viewBundle } from '../../src/lookup/views/bundle-view.ts'
import { viewHelp } from '../../src/lookup/views/help-view.ts'
import { anyQuestion } from '../support/arbitrary-directory.ts'
import { askedLocales, directoryInLanguages } from '../support/arbitrary-languages.ts'
import { aChannel, aDirectory, aListing, aQuestion, now, settings } from '../support/directory.ts'
import { fc, test } from '../support/fast-check.ts'
import { readSeedDirectory } from '../support/seed-directory.ts'

const hour = 60 * 60 * 1000
const later = (hours: number) => new Date(now.getTime() + hours * hour)

/** What a device has read: the bytes that the server sends, of which it can use nothing else. */
function bundleOf(directory: Directory, country: string, locale: string, at = now, serving = settings): Bundle {
  const sent: Bundle = viewBundle(makeBundle(directory, { country, locale }, at, serving))
  return JSON.parse(JSON.stringify(sent)) as Bundle
}

/** The answer of a device, as `GET /v1/help` would write it. */
function chosenFrom(bundle: Bundle, question: HelpQuestion, at: Date): unknown {
  const directory = directoryOfBundle(bundle, at)
  if (directory === null) throw new Error('the bundle must not be used any more')
  return viewHelp(chooseHelp(directory, question, at, bundle.settings))
}

/** The whole directory without what must not be shown already at an instant: only `explain` and `computedAt` ever tell of it. */
function servedAt(directory: Directory, at: Date, serving: ServingSettings): Directory {
  const isServed = (listing: PublishedListing) => verificationState(listing, serving, at).mayBeServed
  return { ...indexDirectory({ ...directory, listings: directory.listings.filter(isServed) }), adultContacts: directory.adultContacts }
}

function withoutTraces(view: unknown): unknown {
  return { ...(view as object), leftOut: null, computedAt: null }
}

const anySettings = fc.record({ unverifiedDays: fc.constantFrom(0, 30, 365), days: fc.constantFrom(30, 90, 200) }).map(
  ({ unverifiedDays, days }): ServingSettings => ({
    unverifiedDays,
    verifyDays: { ...settings.verifyDays, support_line: days, prevention_service: days },
  }),
)
const hours = fc.integer({ min: 0, max: 35 })

describe('a device answers what the server answers', () => {
  test.prop([directoryInLanguages, anyQuestion, anySettings, hours], { runs: 300 })(
    'for whoever asks for the language of the bundle, whatever the directory holds, as long as the bundle may be used',
    (directory, { locales: [wanted = 'fi'], ...facts }, serving, hoursLater) => {
      const { locale } = negotiateLocale([wanted], labelLocales(directory), facts.country)
      const question = { ...facts, locales: [locale] }
      const chosen = chosenFrom(bundleOf(directory, facts.country, locale, now, serving), question, later(hoursLater))
      expect(chosen).toEqual(viewHelp(chooseHelp(servedAt(directory, now, serving), question, later(hoursLater), serving)))
      expect(withoutTraces(chosen)).toEqual(withoutTraces(viewHelp(chooseHelp(directory, question, later(hoursLater), serving))))
    },
  )

  test.prop([directoryInLanguages, anyQuestion, askedLocales], { runs: 300 })(
    'for a list of languages each of which alone is answered in that of the bundle, where texts have one of these languages',
    (found, facts, list) => {
      const answered = labelLocales(found)
      const { locale } = negotiateLocale(list, answered, facts.country)
      const locales = list.filter((tag) => negotiateLocale([tag], answered, facts.country).locale === locale)
      const directory = withTextsIn([locale, ...locales], found)
      // Nobody said a language: that is the case where this one is the country's.
      if (locales.length === 0 && negotiateLocale([], answered, facts.country).locale !== locale) return
      const question = { ...facts, locales }
      const chosen = chosenFrom(bundleOf(directory, facts.country, locale), question, now)
      expect(chosen).toEqual(viewHelp(chooseHelp(servedAt(directory, now, settings), question, now, settings)))
    },
  )
})

/** Gives every text that has none of the languages a version in the first. */
function withTextsIn([locale = 'en', ...others]: readonly string[], directory: Directory): Directory {
  const languages = new Set([locale, ...others].map((tag) => parseTag(tag).language))
  const lacks = (texts: readonly { locale: string }[]) => !texts.some((text) => languages.has(parseTag(text.locale).language))
  const add = <Text extends { locale: string }>(texts: readonly Text[]): Text[] =>
    lacks(texts) ? [...texts, ...texts.slice(0, 1).map((text) => ({ ...text, locale }))] : [...texts]
  return indexDirectory({
    ...directory,
    listings: directory.listings.map((listing) => ({ ...listing, content: { ...listing.content, texts: add(listing.content.texts) } })),
    guidance: directory.guidance.map((entry) => ({ ...entry, content: { ...entry.content, texts: add(entry.content.texts) } })),
  })
}

describe('a device answers what the server answers over the seed', async () => {
  const importedAt = new Date('2026-11-20T12:00:00Z')
  const directory = await readSeedDirectory(importedAt)
  const at = new Date(importedAt.getTime() + hour)
  const answered = labelLocales(directory)

  /** One bundle a country, in every language in turn, asked everything. */
  it.each(answered.map((locale, index) => ({ locale, countries: countryCodes.filter((_, place) => place % answered.length === index) })))(
    'in $locale, every situation and age in $countries',
    ({ locale, countries }) => {
      for (const country of countries) {
        const bundle = bundleOf(directory, country, locale, at)
        const onDevice = directoryOfBundle(bundle, at)
        if (onDevice === null) throw new Error('the bundle must not be used any more')
        for (const situation of situations) {
          for (const ageBand of ageBands) {
            const question = asked({ country, locales: [locale], situation, ageBand })
            const chosen = JSON.stringify(viewHelp(chooseHelp(onDevice, question, at, bundle.settings)))
            expect(chosen).toBe(JSON.stringify(viewHelp(chooseHelp(directory, question, at, settings))))
          }
        }
      }
    },
  )

  it('in the language that a country gets when nobody says one, and in languages that have no answers of their own', () => {
    for (const [country, locales] of [['ZA', ['zu']], ['ZA', ['xh', 'en-ZA']], ['FI', []], ['FI', ['se', 'fi-FI']], ['CH', ['gsw', 'de-CH']]] as const) {
      const { locale } = negotiateLocale(locales, answered, country)
      const question = asked({ country, locales })
      expect(chosenFrom(bundleOf(directory, country, locale, at), question, at)).toEqual(viewHelp(chooseHelp(directory, question, at, settings)))
    }
  })

  it('carries worldwide services in one language, however many they have', () => {
    const { listings } = bundleOf(directory, 'FI', 'fi', at)
    const worldwide = listings.filter((listing) => listing.worldwide)
    expect(worldwide.length).toBeGreaterThan(5)
    expect(new Set(worldwide.flatMap(({ texts }) => texts.map((text) => text.locale)))).toEqual(new Set(['fi']))
  })
})

function asked(facts: Partial<HelpQuestion>): HelpQuestion {
  const resolved = resolveQuestion({ ...aQuestion(facts), audience: null })
  if ('faults' in resolved) throw new Error('nobody is named, so nothing is impossible')
  return resolved.question
}

describe('the languages of a text that a bundle carries', () => {
  const answered = ['de', 'en', 'es', 'es-419', 'fi', 'sv']
  it.each([
    { available: ['en', 'fi', 'sv'], locale: 'sv', chosen: 'sv', carried: ['sv'], why: 'its own' },
    { available: ['en', 'fi'], locale: 'sv', chosen: 'en', carried: ['en'], why: 'what its readers get where it is missing' },
    { available: ['en', 'es', 'es-419', 'es-MX'], locale: 'es-419', chosen: 'es-419', carried: ['es-419', 'es-MX'], why: 'regional forms without answers' },
    { available: ['es', 'es-MX'], locale: 'es-419', chosen: 'es-MX', carried: ['es', 'es-MX'], why: 'all regional forms where its own is missing' },
    { available: ['zu', 'en', 'xh', 'de'], locale: 'en', chosen: 'en', carried: ['zu', 'en', 'xh'], why: 'languages that have no answers' },
  ])('$why: $carried', ({ available, locale, chosen, carried }) => {
    expect(bundledLocales(available, { chosen, locale, answered })).toEqual(carried)
  })
})

describe('the safety of minors', () => {
  const shared = aChannel({ type: 'website', value: 'https://www.stop.example.org/' })
  const child = aListing({ slug: 'fi-child-line', channels: [aChannel(), shared] })
  const abroad = aListing({
    slug: 'se-prevention',
    kind: 'prevention_service',
    countries: ['SE'],
    channels: [aChannel({ type: 'website', value: 'https://stop.example.org' }), aChannel({ value: '020666777' })],
  })
  const directory = aDirectory([child, abroad])
  const valuesOf = (bundle: Bundle) => JSON.stringify(chosenFrom(bundle, aQuestion(), now))

  it('holds against a contact that a prevention service for adults of another country answers', () => {
    const bundle = bundleOf(directory, 'FI', 'en')
    expect(bundle.adultContacts).toEqual(['page:stop.example.org'])
    expect(valuesOf(bundle)).not.toContain('stop.example.org')
    expect(valuesOf({ ...bundle, adultContacts: [] })).toContain('stop.example.org')
  })

  it('needs nothing else of the other country', () => {
    expect(JSON.stringify(bundleOf(directory, 'FI', 'en'))).not.toMatch(/se-prevention|020666777/)
  })
})

describe('time', () => {
  const day = 24 * hour
  const fading = aListing({ slug: 'fi-fading', verifiedAt: new Date(now.getTime() - 180 * day + 3 * hour) })
  const gone = aListing({ slug: 'fi-gone', verifiedAt: new Date(now.getTime() - 181 * day) })
  const floor = aListing({ slug: 'old-worldwide', worldwide: true, verifiedAt: new Date(now.getTime() - 900 * day) })
  const directory = aDirectory([fading, gone, floor])
  const slugs = (chosen: unknown) => JSON.stringify(chosen).match(/(?<="slug":")[a-z-]+/g) ?? []

  it('what is overdue is not in a bundle, and what becomes so is not shown by a device any more', () => {
    const bundle = bundleOf(directory, 'FI', 'en')
    expect(bundle.listings.map(({ slug }) => slug)).toEqual(['fi-fading', 'old-worldwide'])
    expect(slugs(chosenFrom(bundle, aQuestion({ explain: false }), later(2)))).toContain('fi-fading')
    expect(slugs(chosenFrom(bundle, aQuestion({ explain: false }), later(3)))).not.toContain('fi-fading')
  })

  it('a listing that nobody has checked ends on the device as on the server', () => {
    const imported = aListing({ slug: 'fi-unchecked', importedAt: new Date(now.getTime() - 365 * day + 5 * hour), publishedAt: now })
    const bundle = bundleOf(aDirectory([imported]), 'FI', 'en')
    expect(slugs(chosenFrom(bundle, aQuestion({ explain: false }), later(4)))).toContain('fi-unchecked')
    expect(slugs(chosenFrom(bundle, aQuestion({ explain: false }), later(5)))).not.toContain('fi-unchecked')
  })

  it('a bundle ends with the day after the one on which it was made, and nothing can be chosen from it then', () => {
    const bundle = bundleOf(directory, 'FI', 'en', new Date('2026-03-10T23:59:59.999Z'))
    expect(bundle.validUntil).toBe('2026-03-12T00:00:00.000Z')
    expect(directoryOfBundle(bundle, new Date('2026-03-11T23:59:59.999Z'))).not.toBeNull()
    expect(directoryOfBundle(bundle, new Date('2026-03-12T00:00:00.000Z'))).toBeNull()
    expect(bundleOf(directory, 'FI', 'en', new Date('2026-03-11T00:00:00.000Z')).validUntil).toBe('2026-03-13T00:00:00.000Z')
  })

  it('its next change is when a listing falls out, or when it may be used for longer', () => {
    const changeOf = (listings: PublishedListing[]) => makeBundle(aDirectory(listings), { country: 'FI', locale: 'en' }, now, settings).nextChange
    expect(changeOf([fading, gone, floor])).toEqual(later(3))
    expect(changeOf([gone, floor])).toEqual(new Date('2026-03-11T00:00:00Z'))
  })

  test.prop([directoryInLanguages, fc.integer({ min: 0, max: 24 * 60 })], { runs: 200 })('a bundle stays the same bytes until its next change', (found, minutes) => {
    const { nextChange } = makeBundle(found, { country: 'FI', locale: 'en' }, now, settings)
    const at = new Date(now.getTime() + minutes * 60_000)
    if (at < nextChange) expect(JSON.stringify(bundleOf(found, 'FI', 'en', at))).toBe(JSON.stringify(bundleOf(found, 'FI', 'en')))
  })
})

describe('what never leaves', () => {
  it('sources, notes of editors, and whatever else stands in a row', () => {
    const listing = aListing({ ...({ sources: [{ url: 'https://secret.example.org' }], editorsNote: 'secret' } as object) })
    const row = { ...listing, author: 'secret', organisation: { id: listing.id, slug: 'o', name: 'O', url: null, note: 'secret' } }
    expect(JSON.stringify(bundleOf(aDirectory([row]), 'FI', 'en'))).not.toContain('secret')
  })
})
