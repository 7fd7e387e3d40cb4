import { z } from 'zod'
import { inTransaction } from '../db/transaction.ts'
import { noSuchThing } from '../directory/authorise.ts'
import type { Operation } from '../directory/permissions.ts'
import { readActor } from '../directory/read-actor.ts'
import { describeResponses } from '../lib/describe-responses.ts'
import { ProblemError } from '../lib/errors.ts'
import { readFields } from '../lib/fields/read-fields.ts'
import type { ProblemCode } from '../lib/problems.ts'
import { sendConsoleAnswer } from './answer.ts'
import type { Viewer } from './command-route.ts'
import type { ConsoleRoute } from './route.ts'
import { whileThere } from './while-there.ts'

export type QueryRoute<Path extends z.ZodObject, Query extends z.ZodObject> = {
  url: string
  operationId: string
  tag: string
  summary: string
  description?: string
  operation: Operation | null
  path?: Path
  query?: Query
  answer: { description: string; schema: z.ZodType }
  /** Reads and writes the answer. Asks by itself whether the caller may see it (`authorise`), or leaves out what they may not. */
  run: (viewer: Viewer, input: { path: z.output<Path>; query: z.output<Query> }) => Promise<{ body: unknown; tag: string | null }>
  problems?: readonly ProblemCode[]
}

const nothing = z.object({})

/** What stands in the path. What cannot be the name of anything is the name of nothing. */
function readPath(path: z.ZodObject | undefined, given: unknown): Record<string, unknown> {
  if (path === undefined) return {}
  const read = path.safeParse(given)
  if (!read.success) throw noSuchThing()
  return read.data
}

/** A route that reads. One transaction, so that what it tells belongs together. */
export function queryRoute<Path extends z.ZodObject = typeof nothing, Query extends z.ZodObject = typeof nothing>(
  route: QueryRoute<Path, Query>,
): ConsoleRoute {
  const { url, path, query, run, operation, problems = [] } = route
  return {
    method: 'GET',
    url,
    operation,
    command: null,
    add(app, context) {
      app.get<{ Params: Record<string, string>; Querystring: Record<string, unknown> }>(
        url,
        {
          exposeHeadRoute: false,
          schema: {
            operationId: route.operationId,
            tags: [route.tag],
            summary: route.summary,
            description: route.description ?? route.summary,
            ...(path === undefined ? {} : { params: path }),
            ...(query === undefined ? {} : { querystring: query }),
            response: describeResponses(route.answer.description, route.answer.schema, [
              'invalid_parameters',
              ...(route.url.includes(':') ? (['malformed_url'] as const) : []),
              'not_signed_in',
              'second_factor_required',
              'not_allowed',
              'no_such_thing',
              ...problems,
              'database_away',
            ]),
          },
        },
        async (request, reply) => {
          const principal = await context.identify(request)
          if (principal === null) throw new ProblemError('not_signed_in', 'Sign in, or send a key that is valid.')
          const input = {
            path: readPath(path, request.params) as z.output<Path>,
            query: readFields(query ?? nothing, request.query, 'query') as z.output<Query>,
          }
          const now = context.now()
          const answer = await whileThere(() =>
            inTransaction(context.database, async (transaction) => {
              const actor = await readActor(transaction, principal, now)
              if (actor === null) throw new ProblemError('not_signed_in', 'Sign in, or send a key that is valid.')
              return run({ transaction, actor, settings: context.settings, now }, input)
            }),
          )
          return sendConsoleAnswer(reply, { status: 200, ...answer })
        },
      )
    },
  }
}
