import { z } from 'zod'
import { textOrigin } from '../../help/vocabulary.ts'
import type { TextOrigin } from '../../help/vocabulary.ts'

export const translationView = z
  .object({
    origin: textOrigin.meta({ description: 'Who wrote the text in this language; of several texts the weakest origin.' }),
    reviewed: z.boolean().meta({ description: 'Whether a person who knows the language has reviewed it.' }),
  })
  .meta({
    id: 'Translation',
    description:
      'Who wrote the text in this language, and whether a person has reviewed it. Mark what is machine-made and not reviewed.',
  })

export function viewTranslation({
  origin,
  reviewed,
}: {
  origin: TextOrigin
  reviewed: boolean
}): z.output<typeof translationView> {
  return { origin, reviewed }
}

export const directionView = z.enum(['ltr', 'rtl']).meta({
  id: 'Direction',
  description: 'Writing direction of the texts: left to right, or right to left.',
})
