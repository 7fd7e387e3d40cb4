import { z } from 'zod'
import type { PublishedGuidance } from '../../help/directory.ts'
import { textDirection } from '../../help/text-direction.ts'
import { ageBand, audience, situation } from '../../help/vocabulary.ts'
import { guidanceTextView, viewGuidanceText } from './guidance-text-view.ts'
import { viewInstant } from './instant.ts'
import { publishedAtView, revisionView } from './revision.ts'
import { directionView, translationView, viewTranslation } from './translation-view.ts'

export const guidanceView = z
  .object({
    id: z.uuid().meta({ description: 'Lasting name of the text.' }),
    slug: z.string().meta({ description: 'Readable and lasting, as `id` is.' }),
    situation: situation.meta({ description: 'What it is written for.' }),
    audience: audience.meta({ description: 'Whom it speaks to.' }),
    ageBands: z.array(ageBand).meta({ description: 'The age bands it is written for.' }),
    country: z
      .string()
      .nullable()
      .meta({ description: 'Only for this country (ISO 3166-1), where its procedure differs; null: for all countries.' }),
    locale: z.string().meta({ description: 'Language of the texts (BCP 47).' }),
    direction: directionView.meta({ description: 'Writing direction of the texts.' }),
    translation: translationView.meta({ description: 'Who wrote the texts, and whether they were reviewed.' }),
    plain: guidanceTextView.nullable().meta({ description: 'For readers under 13; null where nobody has written one.' }),
    standard: guidanceTextView.meta({ description: 'For all other readers.' }),
    revision: revisionView,
    updatedAt: publishedAtView,
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
