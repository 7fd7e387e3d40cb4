import { z } from 'zod'

/** The words of a guidance at one reading level. */
export const guidanceTextView = z
  .object({
    title: z.string().meta({ description: 'The first sentence to show.' }),
    body: z.string().meta({ description: 'Plain text under the title, without markup.' }),
    steps: z.array(z.string()).meta({ description: 'What to do, one step each, in order.' }),
  })
  .meta({ id: 'GuidanceText', description: 'A short text with steps.' })

export function viewGuidanceText({
  title,
  body,
  steps,
}: {
  title: string
  body: string
  steps: readonly string[]
}): z.output<typeof guidanceTextView> {
  return { title, body, steps: [...steps] }
}
