import { z } from 'zod'

export const doneView = z.object({ done: z.literal(true) }).meta({ id: 'Done', description: 'It is done.' })

export const done: z.output<typeof doneView> = { done: true }
