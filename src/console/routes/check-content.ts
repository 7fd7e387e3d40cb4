import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import type { Life } from '../../directory/life/living.ts'
import { reachOf } from '../../directory/reach.ts'
import { readActor } from '../../directory/read-actor.ts'
import { sendConsoleAnswer } from '../answer.ts'
import { readInput } from '../read-input.ts'
import { largestBody } from '../route.ts'
import type { ConsoleRoute } from '../route.ts'
import { whileThere } from '../while-there.ts'

const finding = z.object({ pointer: z.string(), code: z.string(), detail: z.string() })

const findingsView = z
  .object({
    faults: z.array(finding).meta({ description: 'Each keeps the content from being published.' }),
    warnings: z.array(finding).meta({ description: 'For the author to weigh.' }),
  })
  .meta({ id: 'PublicationFindings', description: 'What is wrong with content that somebody wants to publish.' })

/** Says what would keep content from being published, without storing anything. */
export function checkContent<Content>({ noun, content, check }: Life<Content>): ConsoleRoute {
  const url = `/v1/console/${noun === 'listing' ? 'listings' : 'guidance'}/check`
  const operation = `${noun}.create` as const
  const body = z.object({ content })
  return {
    method: 'POST',
    url,
    operation,
    command: null,
    add(app, context) {
      app.post<{ Params: Record<string, string>; Body: unknown }>(
        url,
        {
          bodyLimit: largestBody,
          schema: {
            operationId: noun === 'listing' ? 'checkListing' : 'checkGuidance',
            tags: [noun === 'listing' ? 'Listings' : 'Guidance'],
            summary: `Check the content of a ${noun} as its publication would, and store nothing.`,
            description: 'The faults are those for which its submission would be refused; warnings are for you to weigh.',
            body,
            response: describeResponses('What is wrong with it.', findingsView, [
              'invalid_body',
              'malformed_json',
              'body_too_large',
              'unsupported_media_type',
              'not_signed_in',
              'foreign_origin',
              'second_factor_required',
              'not_allowed',
              'database_away',
            ]),
          },
        },
        async (request, reply) => {
          const principal = await context.identify(request)
          await whileThere(() =>
            inTransaction(context.database, async (transaction) => {
              const actor = principal === null ? null : await readActor(transaction, principal, context.now())
              if (actor === null) throw new ProblemError('not_signed_in', 'Sign in, or send a key that is valid.')
              // It is work for the machine: for those who write such content somewhere.
              reachOf(actor, operation)
            }),
          )
          const given = readInput(body, [], request)
          return sendConsoleAnswer(reply, { status: 200, body: check(given.content), tag: null })
        },
      )
    },
  }
}
