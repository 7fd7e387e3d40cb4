import type { PublishedListing } from '../../help/directory.ts'
import type { ChannelType } from '../../help/vocabulary.ts'
import { remember } from '../../lib/remember.ts'
import { countryNames } from '../answer/country-names.ts'
import { kindWords } from './kind-words.ts'
import { splitWords } from './split-words.ts'

/** How much a word counts by where it stands, best first; the index keeps the place in this list. */
const places = ['name', 'organisation', 'summary', 'country', 'kind'] as const
const weights: Readonly<Record<(typeof places)[number], number>> = { name: 10, organisation: 8, summary: 4, country: 3, kind: 2 }

/** What each weight that the index keeps is worth. */
export const worthOfWeights: readonly number[] = places.map((place) => weights[place])

/** The words of a text by which a listing is found, and what they count: a place in `worthOfWeights`. */
export type WeighedWords = { words: readonly string[]; weight: number }

/**
 * Names, official names, summaries, organisation, countries and kind of a listing in all its languages, best first: of a word that
 * stands at several places, the first counts.
 */
export function termsOfListing({ content, organisation }: PublishedListing): WeighedWords[] {
  const { officialName, names, texts, kind, countries } = content
  const weigh = (place: (typeof places)[number], words: readonly string[]) => ({ words, weight: places.indexOf(place) })
  const allNames = new Set([officialName.text, ...names.map(({ text }) => text)])
  const locales = new Set(['en', ...names.map(({ locale }) => locale), ...texts.map(({ locale }) => locale)])
  return [
    ...[...allNames].map((name) => weigh('name', splitWords(name))),
    ...(organisation === null ? [] : [weigh('organisation', splitWords(organisation.name))]),
    ...[...new Set(texts.map(({ summary }) => summary))].map((summary) => weigh('summary', splitWords(summary))),
    ...[...locales].flatMap((locale) => countries.map((country) => weigh('country', wordsOfCountry(locale)(country)))),
    weigh('kind', wordsOfKind(kindWords[kind])),
  ]
}

const wordsOfKind = remember(splitWords)

/** What a country is called in a language: the same words for all its listings. */
const wordsOfCountry = remember((locale) => {
  const nameOf = countryNames(locale)
  return remember((country) => splitWords(nameOf(country)))
})

/** The digits of every number to call or write to. */
export function numbersOfListing({ content }: PublishedListing): string[] {
  return content.channels
    .filter(({ type }) => isNumber(type))
    .map(({ value }) => value.replace(/\D/g, ''))
    .filter((digits) => digits !== '')
}

function isNumber(type: ChannelType): boolean {
  return type === 'phone' || type === 'sms' || type === 'whatsapp'
}
