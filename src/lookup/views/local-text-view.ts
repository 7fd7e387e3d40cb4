import { z } from 'zod'

export const localTextView = z
  .object({
    locale: z.string().meta({ description: 'Language of the text (BCP 47).' }),
    text: z.string().meta({ description: 'The words of the service itself.' }),
  })
  .meta({ id: 'LocalText', description: 'Words in the language of a service.' })
