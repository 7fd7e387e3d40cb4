import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { describeResponses } from '../lib/describe-responses.ts'
import type { ProblemCode } from '../lib/problems.ts'
import type { Identity } from './identity.ts'
import type { SignInRoute } from './sign-in-route.ts'

export type GetRoute = {
  url: string
  operationId: string
  summary: string
  description?: string
  params?: z.ZodObject
  answer: { description: string; schema: z.ZodType }
  problems?: readonly ProblemCode[]
  run: (identity: Identity, request: FastifyRequest<{ Params: Record<string, string> }>, reply: FastifyReply) => Promise<unknown>
}

/** Something to look at while signing in. No cache keeps it, and the address, which may hold the secret of a link, goes nowhere else. */
export function getRoute({ url, params, answer, problems = [], run, ...words }: GetRoute): SignInRoute {
  return (app, identity) => {
    app.get<{ Params: Record<string, string> }>(
      url,
      {
        exposeHeadRoute: false,
        schema: {
          tags: ['Sign-in'],
          ...words,
          ...(params === undefined ? {} : { params }),
          response: describeResponses(answer.description, answer.schema, [...(url.includes(':') ? (['malformed_url'] as const) : []), ...problems]),
        },
      },
      async (request, reply) => {
        const answered = await run(identity, request, reply)
        return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').type('application/json').send(JSON.stringify(answered))
      },
    )
  }
}
