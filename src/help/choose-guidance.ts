import { isMinorBand, isOwnAge } from './age.ts'
import type { HelpChoice } from './choice.ts'
import { guidanceSubject } from './directory.ts'
import type { Directory, PublishedGuidance } from './directory.ts'
import { label, optionalLabel } from './label.ts'
import { negotiateLocale } from './negotiate-locale.ts'
import { readingLevelFor } from './reading-level.ts'
import { isYoungChild } from './rules/suits-young-children.ts'
import type { SituationRow } from './situation-rows.ts'
import { textDirection } from './text-direction.ts'
import type { AgeBand, Audience, Situation } from './vocabulary.ts'

type Guidance = NonNullable<HelpChoice['guidance']>

export type GuidanceCircumstances = {
  row: SituationRow
  country: string
  audience: Audience
  ageBand: AgeBand
  locales: readonly string[]
  answerLocale: string
}

/**
 * The guidance for a row: the country's own where its procedure differs, otherwise the general one; in plain words for
 * readers under 13. Where nobody has written one, that of `need_help`; null only in a directory without any.
 */
export function chooseGuidance(directory: Directory, circumstances: GuidanceCircumstances): Guidance | null {
  const { row, country, audience, ageBand, locales, answerLocale } = circumstances
  const guidance =
    findGuidance(directory, row.situation, audience, ageBand, country) ?? findGuidance(directory, 'need_help', audience, ageBand, country)
  if (guidance === null) return null
  const available = guidance.content.texts.map((text) => text.locale)
  const asked = negotiateLocale(locales, available, null)
  const locale = asked.match === 'fallback' ? negotiateLocale([answerLocale], available, country).locale : asked.locale
  const texts = guidance.content.texts.find((entry) => entry.locale === locale)
  if (texts === undefined) throw new Error('guidance without texts was published')
  const wanted = readingLevelFor(audience, ageBand)
  const plain = wanted === 'plain' ? texts.plain : null
  const text = plain ?? texts.standard
  return {
    id: guidance.id,
    slug: guidance.slug,
    locale,
    direction: textDirection(locale),
    title: text.title,
    body: text.body,
    steps: text.steps,
    readingLevel: plain === null ? 'standard' : 'plain',
    origin: texts.origin,
    reviewed: texts.reviewed,
    advice: adviceFor(directory, circumstances),
  }
}

function findGuidance(directory: Directory, situation: Situation, audience: Audience, band: AgeBand, country: string): PublishedGuidance | null {
  const written = (directory.guidanceBySubject.get(guidanceSubject({ situation, audience })) ?? []).filter(({ content }) =>
    content.ageBands.includes(band),
  )
  return written.find(({ content }) => content.country === country) ?? written.find(({ content }) => content.country === null) ?? null
}

/** What a child can do beside making contact. Rule S11: for a child under 10 an adult comes first, whatever the row says. */
function adviceFor(directory: Directory, { row, audience, ageBand, answerLocale }: GuidanceCircumstances): Guidance['advice'] {
  const asksAsChild = audience === 'child' || (isOwnAge(audience) && isMinorBand(ageBand))
  if (!asksAsChild) return []
  const ids = isYoungChild({ audience, band: ageBand })
    ? (['trusted_adult', ...row.advice.filter((id) => id !== 'trusted_adult')] as const)
    : row.advice
  return ids.map((id) => ({
    id,
    title: label(directory, answerLocale, `section.${id}`),
    text: optionalLabel(directory, answerLocale, `section.${id}.note`),
  }))
}
