import { z } from 'zod'
import type { ListingContent } from '../../help/listing-content.ts'
import { defineCommand } from '../command.ts'
import { chooseSlug } from '../life/choose-slug.ts'
import { reasonField } from '../life/fields.ts'
import { slugField } from '../life/slug-field.ts'
import { writeFirstRevision } from '../life/write-first-revision.ts'
import { listingLife } from './listing-life.ts'

export type CreateListing = { organisationId: string | null; slug: string | null; content: ListingContent; note: string }

/** Adds a listing as a draft. */
export const createListing = defineCommand({
  operation: 'listing.create',
  input: z.object({
    organisationId: z.uuid().nullable().meta({ description: 'Who runs the service; null where nobody knows, for curators only.' }),
    slug: slugField,
    content: listingLife.content,
    note: reasonField,
  }),
  async find({ transaction }, { organisationId }: CreateListing) {
    if (organisationId === null) return { organisationId, tag: null }
    const organisation = await transaction.organisation.findUnique({ where: { id: organisationId }, select: { id: true } })
    return organisation === null ? null : { organisationId, tag: null }
  },
  async run(context, { organisationId, slug: wish, content, note }) {
    const [country = 'world'] = content.countries
    const slug = await chooseSlug(context.transaction, 'listing', wish, [country, content.officialName.text])
    return writeFirstRevision(context, 'listing', { slug, organisationId, content, note })
  },
})
