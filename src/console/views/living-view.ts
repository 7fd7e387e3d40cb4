import { z } from 'zod'
import { guidanceContent } from '../../help/guidance-content.ts'
import { listingContent } from '../../help/listing-content.ts'
import { abilitiesWith } from '../../directory/life/abilities.ts'
import type { Living, Noun } from '../../directory/life/living.ts'
import { concernCodes } from '../../directory/publication/finding.ts'
import { readNames } from '../../directory/read-names.ts'
import type { Viewer } from '../command-route.ts'
import { abilitiesView, actorView, fourEyesView, timeView, viewActor } from './shared-views.ts'

const states = ['draft', 'in_review', 'published', 'suspended', 'retired'] as const

const revisionView = (content: z.ZodType) =>
  z.object({
    number: z.int(),
    author: actorView,
    note: z.string().nullable().meta({ description: 'Why it was written.' }),
    createdAt: timeView,
    content,
  })

const reviewView = z
  .object({
    state: z.enum(['open', 'approved']),
    revision: z.int().meta({ description: 'The revision that is reviewed.' }),
    submittedBy: actorView,
    submittedAt: timeView,
    approvalsNeeded: z.int(),
    approvals: z.array(z.object({ by: actorView, at: timeView })),
    concerns: z
      .array(z.object({ pointer: z.string(), code: z.enum(concernCodes), detail: z.string() }))
      .meta({ description: 'Why a contact that changed needs one person more.' }),
  })
  .meta({ id: 'OpenReview', description: 'The review under way.' })

const livingFields = (content: z.ZodType) => ({
  id: z.uuid(),
  slug: z.string(),
  state: z.enum(states).meta({ description: '`in_review` is said of what was never public; a listing that is public stays so while its next revision is in review.' }),
  organisationId: z.uuid().nullable(),
  revision: revisionView(content),
  publishedRevision: z.int().nullable().meta({ description: 'The revision that the public sees, or saw last.' }),
  publishedAt: timeView.nullable(),
  review: reviewView.nullable(),
  directoryVersion: z.int().nullable().meta({ description: 'The directory version of its last public change.' }),
  createdAt: timeView,
  updatedAt: timeView,
  abilities: abilitiesView,
  fourEyes: fourEyesView,
})

export const livingViews = {
  listing: z.object(livingFields(listingContent.meta({ id: 'ListingContent', description: 'What a listing says. `sources` and `editorsNote` are never public.' }))).meta({ id: 'EditedListing', description: 'A listing as its editors see it.' }),
  guidance: z.object(livingFields(guidanceContent.meta({ id: 'GuidanceContent', description: 'What a guidance says. `sources` and `editorsNote` are never public.' }))).meta({ id: 'EditedGuidance', description: 'A guidance as its editors see it.' }),
} as const satisfies Record<Noun, z.ZodType>

/** A listing or guidance as it stands, with what the reader can do with it. */
export async function viewLiving({ transaction, actor, settings }: Viewer, living: Living): Promise<{ body: unknown; tag: string }> {
  const { review, last } = living
  const names = await readNames(transaction, [last.author, review?.submittedBy ?? '', ...(review?.approvals ?? []).map(({ by }) => by)])
  const body = {
    id: living.id,
    slug: living.slug,
    state: living.state,
    organisationId: living.organisationId,
    revision: { number: last.number, author: viewActor(last.author, names), note: last.note, createdAt: last.createdAt.toISOString(), content: last.content },
    publishedRevision: living.published?.number ?? null,
    publishedAt: living.publishedAt?.toISOString() ?? null,
    review:
      review === null
        ? null
        : {
            state: review.state,
            revision: last.number,
            submittedBy: viewActor(review.submittedBy, names),
            submittedAt: review.submittedAt.toISOString(),
            approvalsNeeded: review.approvalsNeeded,
            approvals: review.approvals.map(({ by, at }) => ({ by: viewActor(by, names), at: at.toISOString() })),
            concerns: review.concerns,
          },
    directoryVersion: living.directoryVersion,
    createdAt: living.createdAt.toISOString(),
    updatedAt: living.updatedAt.toISOString(),
    abilities: (await abilitiesWith(transaction, actor, [living], settings)).get(living.id) ?? [],
    fourEyes: settings.fourEyes,
  }
  return { body, tag: living.tag }
}
