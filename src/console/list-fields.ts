import { z } from 'zod'
import { line } from '../help/plain-text.ts'

/** Filters that several lists share. */
export const stateField = z
  .enum(['draft', 'in_review', 'published', 'suspended', 'retired'])
  .optional()
  .meta({ description: 'How far it is: `in_review` only of what was never public.', examples: ['published'] })

export const searchField = line(200).optional().meta({ description: 'Part of the title or of the slug, in any case; or the id.', examples: ['helpline'] })

export const inReviewField = z.boolean().optional().meta({ description: 'Whether a review is under way.', examples: [true] })

export const mineField = z
  .boolean()
  .optional()
  .meta({ description: 'Whether you, or a key of yours, wrote the last revision.', examples: [true] })

export const organisationField = z
  .uuid()
  .optional()
  .meta({ description: 'Of this organisation.', examples: ['0199d4a2-6f00-7000-8000-000000000001'] })
