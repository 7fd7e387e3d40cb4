import { z } from 'zod'

export const thanksView = z
  .strictObject({ message: z.string().meta({ description: 'A sentence to show, in English.' }) })
  .meta({ id: 'Thanks', description: 'That something was heard; always the same, whatever comes of it.' })

type Thanks = z.output<typeof thanksView>

export const thanks: Thanks = { message: 'Thank you. Somebody will look at it.' }

export const heard: Thanks = { message: 'Thank you. If the address is one of the organisation, it gets a mail with the next step.' }
