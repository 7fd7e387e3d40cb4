import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { reportProblem as countProblem } from '../../directory/problem/report-problem.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { ProblemError } from '../../lib/errors.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import type { ReportRoute } from '../context.ts'
import { createOnceADay } from '../create-once-a-day.ts'
import { limited } from '../limited.ts'
import { readBody } from '../read-body.ts'
import { thanks, thanksView } from '../thanks.ts'
import { writeSoon } from '../write-soon.ts'

const kinds = ['wrong_number', 'no_answer', 'dead_link', 'not_helpful', 'closed'] as const

const problemReport = z
  .strictObject({
    kind: z.enum(kinds).meta({
      description:
        '`wrong_number`: it is somebody else’s, or none. `no_answer`: nobody answered. `dead_link`: a page did not open. ' +
        '`not_helpful`: somebody answered and could not help. `closed`: the service is no more.',
      examples: ['no_answer'],
    }),
  })
  .meta({ id: 'ProblemReport', description: 'What is wrong with a listing. A choice only: there is nobody behind it to whom one could talk.' })

const path = z.object({ listing: z.string().meta({ description: 'The id or the slug.', examples: ['fi-mll-child-helpline'] }) })

const largestBody = 1024

export const reportProblem: ReportRoute = (app, { database, queue, findListing, networkOf, limits, now }) => {
  const onceADay = createOnceADay<void>(now)
  app.post<{ Params: { listing: string }; Body: unknown; Querystring: Record<string, unknown> }>(
    '/v1/listings/:listing/problems',
    {
      bodyLimit: largestBody,
      preParsing: limited(limits.problems),
      schema: {
        operationId: 'reportProblem',
        tags: ['Listings'],
        summary: 'Say that a listing does not work.',
        description:
          'For the button “this does not work” beside a service. It is counted, and whoever keeps the listing looks at it. Nothing about ' +
          'who sends it is stored or logged; the same from one address counts once a day, and an address may send ten a minute.',
        params: path,
        body: problemReport,
        response: describeResponses('It was heard.', thanksView, [
          'invalid_parameters',
          'malformed_url',
          'invalid_body',
          'malformed_json',
          'not_found',
          'body_too_large',
          'unsupported_media_type',
          'directory_not_loaded',
          'database_away',
        ], { status: 202 }),
      },
    },
    async (request, reply) => {
      const { fields, found } = readBody(request)
      const { kind } = readFields(problemReport, fields, 'body', undefined, found)
      const listing = findListing(request.params.listing)
      const at = now()
      const count = async () => {
        const isPublished = await inTransaction(database, (transaction) => countProblem({ transaction, queue, now: at }, { listingId: listing.id, kind }))
        // Thrown here, so that it is not remembered: it may be public again within the day.
        if (!isPublished) throw new ProblemError('not_found', 'There is no public listing with this id or slug.')
      }
      await writeSoon(() => onceADay(networkOf(request.raw), `${listing.id} ${kind}`, count))
      return reply.code(202).header('cache-control', 'no-store').send(thanks)
    },
  )
}
