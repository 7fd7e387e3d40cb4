import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { countryCodes } from '../../src/help/places.ts'
import { readingLevelFor } from '../../src/help/reading-level.ts'
import { resolveQuestion } from '../../src/help/question.ts'
import { ageBands, audiences, situations } from '../../src/help/vocabulary.ts'
import { aQuestion, settings } from '../support/directory.ts'
import { knownOf, seeChoice } from '../support/see-choice.ts'
import { readSeedDirectory } from '../support/seed-directory.ts'
import { findBreaches } from '../support/violations.ts'

const now = new Date('2026-11-22T12:00:00Z')
const directory = await readSeedDirectory(new Date('2026-11-22T00:00:00Z'))

/** Territories whose emergency numbers the seed leaves out, because sources contradict or there is no service. */
const withoutNumber = ['AQ', 'BV', 'GS', 'HM', 'IO', 'KP', 'NF', 'PN', 'TF', 'UM']

describe('in every country, for every situation, audience and age', () => {
  it.each(countryCodes)('%s is answered safely, with guidance, somebody to turn to and the emergency number', (country) => {
    const known = knownOf(directory, country)
    const faults: unknown[] = []
    for (const situation of situations) {
      for (const audience of audiences) {
        for (const ageBand of ageBands) {
          const resolved = resolveQuestion({ ...aQuestion(), country, situation, audience, ageBand, explain: false })
          if ('faults' in resolved) continue
          const choice = chooseHelp(directory, resolved.question, now, settings)
          const breaches = findBreaches(seeChoice(choice), known)
          const isEmpty = choice.guidance === null || choice.sections.length === 0
          const hasNumber = choice.emergency.numbers.length > 0
          if (breaches.length > 0 || isEmpty || hasNumber === withoutNumber.includes(country)) {
            faults.push({ situation, audience, ageBand, breaches, isEmpty, hasNumber })
          }
        }
      }
    }
    expect(faults).toEqual([])
  })
})

describe('in every language of the seed', () => {
  const locales = [...directory.labelsByLocale.keys()].sort()
  const english = Object.keys(directory.labelsByLocale.get('en')?.labels ?? {}).sort()

  it('there are thirty', () => {
    expect(locales).toHaveLength(30)
  })

  it.each(locales)('%s has every label, every guidance, and plain words wherever a reader under 13 is meant', (locale) => {
    expect(Object.keys(directory.labelsByLocale.get(locale)?.labels ?? {}).sort()).toEqual(english)
    for (const { slug, content } of directory.guidance) {
      const text = content.texts.find((entry) => entry.locale === locale)
      const forYoungReaders = content.ageBands.some((band) => readingLevelFor(content.audience, band) === 'plain')
      expect(text?.plain !== null, slug).toBe(forYoungReaders)
      expect(text?.standard.title.length, slug).toBeGreaterThan(0)
    }
  })

  it.each(locales)('%s is the language of titles, notes and guidance', (locale) => {
    const labels = Object.values(directory.labelsByLocale.get(locale)?.labels ?? {})
    for (const situation of situations) {
      const choice = chooseHelp(directory, aQuestion({ situation, locales: [locale] }), now, settings)
      expect(choice).toMatchObject({ locale, localeMatch: 'exact', guidance: { locale } })
      const words = choice.sections.flatMap(({ title, note }) => (note === null ? [title] : [title, note]))
      expect(labels).toEqual(expect.arrayContaining([...words, choice.emergency.title, choice.emergency.note]))
    }
  })

  it.each(locales)('%s changes no contact and no emergency number', (locale) => {
    for (const country of ['FI', 'JP', 'KE', 'US', 'BR', 'IN']) {
      const contacts = (asked: string) => {
        const choice = chooseHelp(directory, aQuestion({ country, locales: [asked], situation: 'image_shared' }), now, settings)
        const listings = choice.sections.flatMap((section) => section.listings)
        return [
          JSON.stringify(choice.emergency.numbers),
          ...listings.flatMap(({ listing, channels }) => channels.map(({ channel, uri }) => `${listing.slug} ${channel.value} ${channel.display} ${uri}`)).sort(),
        ]
      }
      const source = new Set(directory.listings.flatMap(({ slug, content }) => content.channels.map(({ value, display }) => `${slug} ${value} ${display}`)))
      const [numbers, ...served] = contacts(locale)
      expect(numbers).toBe(contacts('en')[0])
      for (const contact of served) expect(source).toContain(contact.slice(0, contact.lastIndexOf(' ')))
    }
  })
})
