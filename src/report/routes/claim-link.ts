import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Transaction } from '../../db/transaction.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Claim } from '../../directory/claim/claim.ts'
import { confirmClaim as confirm, findClaimByLink } from '../../directory/claim/confirm-claim.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import type { ReportContext, ReportRoute } from '../context.ts'
import { limited } from '../limited.ts'
import { writeClaimPage } from '../views/claim-page.ts'
import { claimView, viewClaim } from '../views/claim-view.ts'
import { writeSoon } from '../write-soon.ts'

const url = '/v1/claims/:token'

const path = z.object({
  token: z.string().meta({ description: 'What stands at the end of the link in the mail.', examples: ['q2VXJzYWxseSBuZXZlciByZWFsLCBqdXN0IGFuIGV4'] }),
})

const noFields = z.strictObject({})

type Request = FastifyRequest<{ Params: { token: string }; Querystring: Record<string, unknown> }>

/** Answers with what a claim is, and to a browser with a page. Nobody hears from here which link somebody had. */
async function answer(
  { database, now }: ReportContext,
  request: Request,
  reply: FastifyReply,
  work: (transaction: Transaction, token: string, now: Date) => Promise<Claim>,
): Promise<FastifyReply> {
  readFields(noFields, request.query, 'query')
  const view = viewClaim(await writeSoon(() => inTransaction(database, (transaction) => work(transaction, request.params.token, now()))))
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
  return prefersPage(request.headers.accept) ? reply.type('text/html; charset=utf-8').send(writeClaimPage(view)) : reply.send(view)
}

/** Browsers name HTML first; programs do not name it. */
function prefersPage(accept = ''): boolean {
  return /^\s*text\/html\b/i.test(accept)
}

const problems = ['invalid_parameters', 'malformed_url', 'not_found', 'database_away'] as const

export const getClaim: ReportRoute = (app, context) => {
  app.get<{ Params: { token: string }; Querystring: Record<string, unknown> }>(
    url,
    {
      preParsing: limited(context.limits.claims),
      schema: {
        operationId: 'getClaim',
        tags: ['Organisations'],
        summary: 'See what the link of a mail is for.',
        description: 'Confirms nothing: programs that look at mails follow links. To a browser it is a page with a button.',
        params: path,
        response: describeResponses('What it is for.', claimView, problems),
      },
    },
    (request, reply) => answer(context, request, reply, findClaimByLink),
  )
}

export const confirmClaim: ReportRoute = (app, context) => {
  void app.register((scope, _options, done) => {
    // What a browser sends with the button: nothing, and it says so as a form.
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, parsed) => parsed(null, text))
    scope.post<{ Params: { token: string }; Querystring: Record<string, unknown> }>(
      url,
      {
        bodyLimit: 1024,
        preParsing: limited(context.limits.claims),
        schema: {
          operationId: 'confirmClaim',
          tags: ['Organisations'],
          summary: 'Confirm what was asked in the name of your organisation.',
          description: 'A person then looks at it, and answers by mail. A second time changes nothing.',
          params: path,
          response: describeResponses('It is confirmed.', claimView, [...problems, 'body_too_large', 'unsupported_media_type']),
        },
      },
      (request, reply) => answer(context, request, reply, confirm),
    )
    done()
  })
}
