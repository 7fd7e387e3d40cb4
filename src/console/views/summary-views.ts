import { z } from 'zod'
import type { GuidanceSummary } from '../../directory/guidance/list-guidance.ts'
import type { ListingSummary } from '../../directory/listing/list-listings.ts'
import type { Operation } from '../../directory/permissions.ts'
import { audience, kind, situation } from '../../help/vocabulary.ts'
import { abilitiesView, timeView } from './shared-views.ts'

const state = z.enum(['draft', 'in_review', 'published', 'suspended', 'retired'])

export const organisationRef = z
  .object({ id: z.uuid(), name: z.string() })
  .meta({ id: 'OrganisationRef', description: 'Who runs it.' })

export function viewOrganisationRef(id: string | null, name: string | null): z.output<typeof organisationRef> | null {
  return id === null ? null : { id, name: name ?? '' }
}

const shared = {
  id: z.uuid(),
  slug: z.string(),
  state,
  revision: z.int().meta({ description: 'The last one.' }),
  publishedRevision: z.int().nullable().meta({ description: 'The one that the public sees, or saw last.' }),
  review: z.enum(['open', 'approved']).nullable().meta({ description: 'How far the review under way is.' }),
  updatedAt: timeView,
  abilities: abilitiesView,
}

export const listingSummaryView = z
  .object({
    ...shared,
    title: z.string().nullable(),
    kind,
    countries: z.array(z.string()).meta({ description: 'Empty for a worldwide service.' }),
    organisation: organisationRef.nullable(),
  })
  .meta({ id: 'EditedListingSummary', description: 'What editors choose a listing by: what its last revision says.' })

export const guidanceSummaryView = z
  .object({
    ...shared,
    title: z.string().nullable().meta({ description: 'In the first language that it has.' }),
    situation,
    audience,
    country: z.string().nullable().meta({ description: 'Only for this country; null for all others.' }),
  })
  .meta({ id: 'EditedGuidanceSummary', description: 'What editors choose a guidance by: what its last revision says.' })

export function viewListingSummary(listing: ListingSummary, abilities: Operation[]): z.output<typeof listingSummaryView> {
  return {
    id: listing.id,
    slug: listing.slug,
    title: listing.title,
    kind: listing.kind,
    countries: listing.countries,
    state: listing.state,
    organisation: viewOrganisationRef(listing.organisationId, listing.organisationName),
    revision: listing.revision,
    publishedRevision: listing.publishedRevision,
    review: listing.review,
    updatedAt: listing.updatedAt.toISOString(),
    abilities,
  }
}

export function viewGuidanceSummary(guidance: GuidanceSummary, abilities: Operation[]): z.output<typeof guidanceSummaryView> {
  return {
    id: guidance.id,
    slug: guidance.slug,
    title: guidance.title,
    situation: guidance.situation,
    audience: guidance.audience,
    country: guidance.country,
    state: guidance.state,
    revision: guidance.revision,
    publishedRevision: guidance.publishedRevision,
    review: guidance.review,
    updatedAt: guidance.updatedAt.toISOString(),
    abilities,
  }
}
