import { z } from 'zod'

export const thanksView = z
  .strictObject({ message: z.string().meta({ description: 'A sentence to show, in English.' }) })
  .meta({ id: 'Thanks', description: 'That something was heard; always the same, whatever comes of it.' })

export const thanks: z.output<typeof thanksView> = { message: 'Thank you. Somebody will look at it.' }
