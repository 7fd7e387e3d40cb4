import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import type { Fault } from '../../lib/errors.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import type { ReportRoute } from '../context.ts'
import { limited } from '../limited.ts'
import { readBody } from '../read-body.ts'
import { heard, thanksView } from '../thanks.ts'
import { claimWish } from '../views/claim-view.ts'
import { writeSoon } from '../write-soon.ts'

const idOrSlug = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9-]+$/, 'is neither an id nor a slug')

const claimRequest = z
  .strictObject({
    organisation: idOrSlug.optional().meta({ description: 'The id or the slug of your organisation, as it stands beside its listings.', examples: ['example-child-helpline-fi'] }),
    listing: idOrSlug.optional().meta({ description: 'The id or the slug of a listing whose organisation the directory does not know.', examples: ['fi-mll-child-helpline'] }),
    wish: claimWish.meta({ description: 'What you ask for.', examples: ['this_is_us'] }),
    email: z
      .email()
      .max(254)
      .meta({ description: 'An address of yours on the domain of the organisation’s web site. The link to confirm goes there.', examples: ['office@example.org'] }),
  })
  .meta({ id: 'ClaimRequest', description: 'What you ask for as an organisation that has no account here.' })

const largestBody = 2048

export const requestClaim: ReportRoute = (app, { database, queue, limits }) => {
  app.post<{ Body: unknown; Querystring: Record<string, unknown> }>(
    '/v1/claims',
    {
      bodyLimit: largestBody,
      preParsing: limited(limits.claims),
      schema: {
        operationId: 'requestClaim',
        tags: ['Organisations'],
        summary: 'Ask to look after the listings of your organisation, or to have them removed.',
        description:
          'Name either `organisation` or `listing`. When the address is on the domain by which the public knows it, a mail with a link goes ' +
          'there; once that is confirmed, a person looks at it. The answer is the same in every case. An address of a mail provider, or of a ' +
          'host where many have their pages, proves nothing.',
        body: claimRequest,
        response: describeResponses(
          'It was heard.',
          thanksView,
          ['invalid_parameters', 'invalid_body', 'malformed_json', 'body_too_large', 'unsupported_media_type', 'database_away'],
          { status: 202 },
        ),
      },
    },
    async (request, reply) => {
      const { fields, found } = readBody(request)
      const { organisation, listing, wish, email } = readFields(claimRequest, fields, 'body', (_values, sent) => nameOne(sent), found)
      const about = listing === undefined ? 'organisation' : 'listing'
      const payload = { about, idOrSlug: listing ?? organisation ?? '', wish, email } as const
      // The same work whatever is known: whether anything comes of it is found out later, where nobody can measure it.
      await writeSoon(() => inTransaction(database, (transaction) => queue.enqueue(transaction, 'receive-claim', payload)))
      return reply.code(202).header('cache-control', 'no-store').send(heard)
    },
  )
}

function nameOne(sent: ReadonlySet<string>): Fault[] {
  const [organisation, listing] = [sent.has('organisation'), sent.has('listing')]
  if (organisation && listing) return [{ pointer: '/listing', code: 'conflict', detail: 'is there beside organisation; name one of the two' }]
  return organisation || listing ? [] : [{ pointer: '/organisation', code: 'missing', detail: 'is missing; name an organisation, or a listing' }]
}
