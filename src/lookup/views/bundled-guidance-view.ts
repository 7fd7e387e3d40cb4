import { z } from 'zod'
import type { PublishedGuidance } from '../../help/directory.ts'
import { textOrigin } from '../../help/vocabulary.ts'
import { guidanceTextView, viewGuidanceText } from './guidance-text-view.ts'
import { guidanceView } from './guidance-view.ts'
import { viewInstant } from './instant.ts'

const bundledGuidanceTextView = z
  .object({
    locale: z.string().meta({ description: 'Language of the texts (BCP 47).' }),
    origin: textOrigin.meta({ description: 'Who wrote them in this language.' }),
    reviewed: z.boolean().meta({ description: 'Whether a person who knows the language has reviewed them.' }),
    plain: guidanceTextView.nullable().meta({ description: 'For readers under 13; null where nobody has written one.' }),
    standard: guidanceTextView.meta({ description: 'For all other readers.' }),
  })
  .meta({ id: 'BundledGuidanceTexts', description: 'A guidance in one language.' })

export const bundledGuidanceView = guidanceView
  .pick({ id: true, slug: true, situation: true, audience: true, ageBands: true, country: true })
  .extend({
    texts: z
      .array(bundledGuidanceTextView)
      .meta({ description: 'Its texts in the languages that readers of this bundle may get; never empty.' }),
    revision: guidanceView.shape.revision,
    updatedAt: guidanceView.shape.updatedAt,
  })
  .meta({ id: 'BundledGuidance', description: 'A short text with steps for one situation and audience.' })

/** A guidance as a bundle carries it. Sources and editors' notes are not in it. */
export function viewBundledGuidance({ id, slug, revision, content, publishedAt }: PublishedGuidance): z.output<typeof bundledGuidanceView> {
  return {
    id,
    slug,
    situation: content.situation,
    audience: content.audience,
    ageBands: content.ageBands,
    country: content.country,
    texts: content.texts.map((text) => ({
      locale: text.locale,
      origin: text.origin,
      reviewed: text.reviewed,
      plain: text.plain === null ? null : viewGuidanceText(text.plain),
      standard: viewGuidanceText(text.standard),
    })),
    revision,
    updatedAt: viewInstant(publishedAt),
  }
}
