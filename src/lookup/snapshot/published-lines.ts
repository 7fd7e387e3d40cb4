/** What a line of a snapshot file must be. A listing that is only half understood, because another release wrote it, must not be served. */
import { z } from 'zod'
import { publicGuidanceContent } from '../../help/guidance-content.ts'
import { labelSetContent } from '../../help/label-set.ts'
import { publicListingContent } from '../../help/listing-content.ts'
import { organisationFacts } from '../../help/organisation-facts.ts'

const name = z.string().min(1).max(500)
const instant = z.iso.datetime().transform((text) => new Date(text))
const identity = { id: name, slug: name, revision: z.int().min(1) }

export const listingLine = z.object({
  ...identity,
  content: publicListingContent,
  organisation: z.object({ id: name, slug: name, ...organisationFacts.shape }).nullable(),
  publishedAt: instant,
  importedAt: instant.nullable(),
  verifiedAt: instant.nullable(),
})

export const guidanceLine = z.object({ ...identity, content: publicGuidanceContent, publishedAt: instant })

export const labelSetLine = labelSetContent
