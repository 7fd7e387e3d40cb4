/** The words of one language for kinds, situations, sections, buttons. */
import { z } from 'zod'
import { localeTag } from './locale-tag.ts'
import { prose } from './plain-text.ts'
import { textOrigin } from './vocabulary.ts'

export const labelSetContent = z.object({
  locale: localeTag,
  origin: textOrigin,
  reviewed: z.boolean(),
  /** By key, such as `situation.blocked_someone`; `{placeholders}` are filled in by the screen that shows them. */
  labels: z.record(z.string().regex(/^[a-z0-9_.-]+$/), prose(1000)),
})
export type LabelSetContent = z.infer<typeof labelSetContent>
