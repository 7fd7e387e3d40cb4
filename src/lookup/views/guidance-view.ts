import { z } from 'zod'
import type { PublishedGuidance } from '../../help/directory.ts'
import { textDirection } from '../../help/text-direction.ts'
import { ageBand, audience, situation } from '../../help/vocabulary.ts'
import { guidanceTextView, viewGuidanceText } from './guidance-text-view.ts'
import { instantView, viewInstant } from './instant.ts'
import { directionView, translationView, viewTranslation } from './translation-view.ts'

export const guidanceView = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    situation,
    audience,
    ageBands: z.array(ageBand),
    country: z.string().nullable().meta({ description: 'Only for this country, where its procedure differs.' }),
    locale: z.string(),
    direction: directionView,
    translation: translationView,
    plain: guidanceTextView.nullable().meta({ description: 'For readers under 13, where written.' }),
    standard: guidanceTextView,
    revision: z.int().min(1),
    updatedAt: instantView,
  })
  .meta({ id: 'Guidance', description: 'A short text with steps for one situation and audience.' })

/** A guidance in one of its languages. Sources and editors' notes are not in it. */
export function viewGuidance(guidance: PublishedGuidance, locale: string): z.output<typeof guidanceView> {
  const { content } = guidance
  const text = content.texts.find((entry) => entry.locale === locale)
  if (text === undefined) throw new Error('guidance is shown in a language that it has')
  return {
    id: guidance.id,
    slug: guidance.slug,
    situation: content.situation,
    audience: content.audience,
    ageBands: content.ageBands,
    country: content.country,
    locale,
    direction: textDirection(locale),
    translation: viewTranslation(text),
    plain: text.plain === null ? null : viewGuidanceText(text.plain),
    standard: viewGuidanceText(text.standard),
    revision: guidance.revision,
    updatedAt: viewInstant(guidance.publishedAt),
  }
}
