/** One line of a file of guidance: for whom and when; the words are in the files of the languages. */
import { z } from 'zod'

export const guidanceRow = z.strictObject({
  slug: z.string(),
  situation: z.string(),
  audience: z.string(),
  ageBands: z.array(z.string()),
  country: z.string().nullable().default(null),
  sources: z.array(z.string()),
  /** For editors only. */
  note: z.string().nullable().default(null),
})
export type GuidanceRow = z.infer<typeof guidanceRow>
