import { z } from 'zod'

/** What every list of those who signed in reads beside its filters. */
export const pageFields = {
  limit: z.int().min(1).max(100).default(50).meta({ description: 'Entries a page.', examples: [20] }),
  cursor: z.string().min(1).max(1000).optional().meta({ description: '`nextCursor` of the page before, with the same filters.' }),
}

export const nextCursorView = z.string().nullable().meta({ description: 'Send it as `cursor` for the next page; null on the last one.' })
