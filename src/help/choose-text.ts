import type { ServedText } from './choice.ts'
import type { PublicListingContent } from './listing-content.ts'
import { likelyLocale, negotiateLocale } from './negotiate-locale.ts'
import { textDirection } from './text-direction.ts'
import type { ReadingLevel, TextOrigin } from './vocabulary.ts'

const weakest: Readonly<Record<TextOrigin, number>> = { machine: 0, human: 1, original: 2 }

export type TextWishes = {
  /** Canonical tags in order of preference. */
  locales: readonly string[]
  /** The language of the rest of the answer, taken when none of `locales` finds its language. */
  answerLocale: string
  country: string | null
  readingLevel: ReadingLevel
}

/**
 * The texts of a listing in one language, whole: a language counts as available when it has a summary, and no field is
 * taken from another. The name is that language's, otherwise the official local name. Easy texts where asked and written.
 */
export function chooseText(content: PublicListingContent, { locales, answerLocale, country, readingLevel }: TextWishes): ServedText {
  const available = [...new Set(content.texts.map((text) => text.locale))]
  const likely = country === null ? [] : [likelyLocale(country)]
  const asked = negotiateLocale(locales, available, null)
  const { locale } = asked.match === 'fallback' ? negotiateLocale([answerLocale, ...likely], available, country) : asked
  const inLocale = content.texts.filter((text) => text.locale === locale)
  const text = inLocale.find((entry) => entry.readingLevel === readingLevel) ?? inLocale[0]
  if (text === undefined) throw new Error('a listing without texts was published')
  const name = content.names.find((entry) => entry.locale === locale)
  return {
    locale,
    direction: textDirection(locale),
    name: name?.text ?? content.officialName.text,
    summary: text.summary,
    whatHappens: text.whatHappens,
    confidentialityLimits: text.confidentialityLimits,
    readingLevel: text.readingLevel,
    origin: name !== undefined && weakest[name.origin] < weakest[text.origin] ? name.origin : text.origin,
    reviewed: text.reviewed && (name?.reviewed ?? true),
  }
}
