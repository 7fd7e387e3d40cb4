import { z } from 'zod'
import { abilitiesWith } from '../../directory/life/abilities.ts'
import type { Noun } from '../../directory/life/living.ts'
import { readStandings } from '../../directory/life/read-standings.ts'
import { concernCodes } from '../../directory/publication/finding.ts'
import { readNames } from '../../directory/read-names.ts'
import { listReviews } from '../../directory/review/list-reviews.ts'
import { organisationField } from '../list-fields.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { placeNumber, placeTime } from '../place-fields.ts'
import { queryRoute } from '../query-route.ts'
import { abilitiesView, actorView, fourEyesView, timeView, viewActor } from '../views/shared-views.ts'
import { organisationRef, viewOrganisationRef } from '../views/summary-views.ts'

const reviewView = z
  .object({
    id: z.uuid(),
    subject: z.enum(['listing', 'guidance']),
    subjectId: z.uuid(),
    slug: z.string(),
    title: z.string().nullable(),
    organisation: organisationRef.nullable(),
    revision: z.int().meta({ description: 'The revision that is reviewed.' }),
    public: z.boolean().meta({ description: 'Whether the public sees another revision meanwhile.' }),
    author: actorView,
    submittedBy: actorView,
    submittedAt: timeView,
    approvalsNeeded: z.int(),
    approvals: z.int().meta({ description: 'How many there are.' }),
    concerns: z
      .array(z.object({ pointer: z.string(), code: z.enum(concernCodes), detail: z.string() }))
      .meta({ description: 'What is suspicious about a contact that changed.' }),
    abilities: abilitiesView,
  })
  .meta({ id: 'WaitingReview', description: 'A revision that waits for somebody.' })

const queueView = z
  .object({
    reviews: z.array(reviewView).meta({ description: 'Suspicious ones first, then those that wait longest.' }),
    fourEyes: fourEyesView,
    nextCursor: nextCursorView,
  })
  .meta({ id: 'ReviewPage', description: 'One page of the queue.' })

export const listReviewsRoute = queryRoute({
  url: '/v1/console/reviews',
  operationId: 'listReviews',
  tag: 'Reviews',
  summary: 'List what waits for approval, suspicious changes first, then what waits longest.',
  description:
    'You cannot approve what you wrote yourself: it is then not among the `abilities`. Look at what changed with `GET …/revisions/{number}`, and ' +
    'approve, or return it with a reason.',
  operation: 'listing.read',
  query: z.object({
    state: z
      .enum(['open', 'approved'])
      .default('open')
      .meta({ description: '`open`: waits for approval. `approved`: waits for its publication.', examples: ['open'] }),
    subject: z.enum(['listing', 'guidance']).optional().meta({ description: 'Only these.', examples: ['listing'] }),
    organisation: organisationField,
    ...pageFields,
  }),
  answer: { description: 'One page of the queue.', schema: queueView },
  async run({ transaction, actor, settings }, { query: { limit, cursor, ...filters } }) {
    const place = placeAfter(cursor, filters, z.tuple([placeNumber, placeTime, z.uuid()]))
    const found = await listReviews(transaction, actor, filters, { after: place, limit: limit + 1 })
    const placeOf = ({ concerns, submittedAt, id }: (typeof found)[number]) => [concerns.length === 0 ? 1 : 0, submittedAt.getTime(), id]
    const { page, nextCursor } = pageOf(found, limit, filters, placeOf)
    const names = await readNames(transaction, page.flatMap(({ author, submittedBy }) => [author, submittedBy]))
    const standingsOf = (noun: Noun) => readStandings(transaction, noun, page.flatMap(({ subject, subjectId }) => (subject === noun ? [subjectId] : [])))
    const abilities = new Map([
      ...(await abilitiesWith(transaction, actor, await standingsOf('listing'), settings)),
      ...(await abilitiesWith(transaction, actor, await standingsOf('guidance'), settings)),
    ])
    const reviews = page.map((review): z.output<typeof reviewView> => ({
      id: review.id,
      subject: review.subject,
      subjectId: review.subjectId,
      slug: review.slug,
      title: review.title,
      organisation: viewOrganisationRef(review.organisationId, review.organisationName),
      revision: review.revision,
      public: review.isPublic,
      author: viewActor(review.author, names),
      submittedBy: viewActor(review.submittedBy, names),
      submittedAt: review.submittedAt.toISOString(),
      approvalsNeeded: review.approvalsNeeded,
      approvals: review.approvals,
      concerns: review.concerns,
      abilities: abilities.get(review.subjectId) ?? [],
    }))
    return { body: { reviews, fourEyes: settings.fourEyes, nextCursor }, tag: null }
  },
})
