import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { describeResponses } from '../lib/describe-responses.ts'
import { readFields, repeatedNames } from '../lib/fields/read-fields.ts'
import { readObject } from '../lib/fields/read-object.ts'
import type { ProblemCode } from '../lib/problems.ts'
import type { Identity } from './identity.ts'
import type { SignInRoute } from './sign-in-route.ts'

const sessionField = z.uuid().meta({ description: 'The id of the session, from the list of them.', examples: ['0199d4a2-6f00-7000-8000-000000000001'] })

const largestBody = 16 * 1024

export type PostRoute<Body extends z.ZodObject> = {
  url: string
  operationId: string
  summary: string
  description?: string
  body: Body
  answer: { description: string; schema: z.ZodType }
  problems: readonly ProblemCode[]
  run: (identity: Identity, body: z.output<Body>, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

/** A change that a browser asks for: from our own pages only, as JSON, and kept by no cache. */
export function postRoute<Body extends z.ZodObject>({ url, body, answer, problems, run, ...words }: PostRoute<Body>): SignInRoute {
  const isEmpty = Object.keys(body.shape).length === 0
  return (app, identity) => {
    app.post<{ Params: Record<string, string>; Body: unknown }>(
      url,
      {
        bodyLimit: largestBody,
        schema: {
          tags: ['Sign-in'],
          ...words,
          ...(url.includes(':session') ? { params: z.object({ session: sessionField }) } : {}),
          ...(isEmpty ? {} : { body }),
          response: describeResponses(answer.description, answer.schema, [
            ...(url.includes(':') ? (['malformed_url'] as const) : []),
            'invalid_body',
            'malformed_json',
            'body_too_large',
            'unsupported_media_type',
            'foreign_origin',
            ...problems,
          ]),
        },
      },
      async (request, reply) => {
        identity.checkOrigin({ method: request.method, headers: { ...request.headers, authorization: undefined } })
        const isSent = typeof request.body === 'string' && request.body.trim() !== ''
        const { fields, repeated } = isEmpty && !isSent ? { fields: {}, repeated: [] } : readObject(request.body, [])
        const read = readFields(body, fields, 'body', () => [], repeatedNames(repeated))
        const answered = await run(identity, read, request, reply)
        return reply.header('cache-control', 'no-store').type('application/json').send(JSON.stringify(answered))
      },
    )
  }
}
