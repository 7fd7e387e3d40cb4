import { z } from 'zod'
import type { HelpChoice } from '../../help/choice.ts'
import { readingLevel } from '../../help/vocabulary.ts'
import { directionView, translationView, viewTranslation } from './translation-view.ts'

const adviceId = z.enum(['trusted_adult', 'app_tools']).meta({
  id: 'AdviceId',
  description: '`trusted_adult`: tell an adult whom you trust. `app_tools`: block and report in the app.',
})

const adviceView = z
  .object({
    id: adviceId.meta({ description: 'Which advice it is.' }),
    title: z.string().meta({ description: 'The advice in a few words.' }),
    text: z.string().nullable().meta({ description: 'More about it; null when there is no more: show the title only.' }),
  })
  .meta({ id: 'Advice', description: 'Something the person can do beside making contact.' })

export const helpGuidanceView = z
  .object({
    id: z.uuid().meta({ description: 'Lasting name of the text.' }),
    slug: z.string().meta({ description: 'Readable and lasting, as `id` is.' }),
    title: z.string().meta({ description: 'The first sentence to show.' }),
    body: z.string().meta({ description: 'Plain text under the title, without markup.' }),
    steps: z.array(z.string()).meta({ description: 'What to do, one step each, in order.' }),
    readingLevel: readingLevel.meta({ description: 'For whom it is written; `plain` for readers under 13.' }),
    locale: z.string().meta({ description: 'Language of these texts (BCP 47); it may differ from that of the answer.' }),
    direction: directionView.meta({ description: 'Writing direction of these texts.' }),
    translation: translationView.meta({ description: 'Who wrote these texts, and whether they were reviewed.' }),
    advice: z
      .array(adviceView)
      .meta({ description: 'What the person can do beside making contact, in the order in which to show it; empty for adults.' }),
  })
  .meta({ id: 'HelpGuidance', description: 'What to say first: a short text with steps, at one reading level.' })

export function viewHelpGuidance(chosen: NonNullable<HelpChoice['guidance']>): z.output<typeof helpGuidanceView> {
  return {
    id: chosen.id,
    slug: chosen.slug,
    title: chosen.title,
    body: chosen.body,
    steps: [...chosen.steps],
    readingLevel: chosen.readingLevel,
    locale: chosen.locale,
    direction: chosen.direction,
    translation: viewTranslation(chosen),
    advice: chosen.advice.map(({ id, title, text }) => ({ id, title, text })),
  }
}
