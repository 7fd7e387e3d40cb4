import { z } from 'zod'

/** The words of a guidance at one reading level. */
export const guidanceTextView = z
  .object({ title: z.string(), body: z.string(), steps: z.array(z.string()) })
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
