import type { z } from 'zod'
import { inTransaction } from '../db/transaction.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Actor } from '../directory/actor.ts'
import { actorName } from '../directory/actor.ts'
import { authorise, noSuchThing } from '../directory/authorise.ts'
import type { Command, EditingSettings, Subject } from '../directory/command.ts'
import { readActor } from '../directory/read-actor.ts'
import { runCommandIn } from '../directory/run-command.ts'
import { runOnce } from '../directory/run-once.ts'
import { describeResponses } from '../lib/describe-responses.ts'
import { ProblemError } from '../lib/errors.ts'
import type { ProblemCode } from '../lib/problems.ts'
import { sendConsoleAnswer } from './answer.ts'
import type { ConsoleAnswer } from './answer.ts'
import { readInput } from './read-input.ts'
import { readTag } from './read-tag.ts'
import { changedShape } from './views/changed-view.ts'
import { whileThere } from './while-there.ts'
import { largestBody } from './route.ts'
import type { ConsoleRoute } from './route.ts'

/** For whom an answer is written. */
export type Viewer = { transaction: Transaction; actor: Actor; settings: EditingSettings; now: Date }

export type CommandRoute<Input, Found extends Subject, Result> = {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Its parameters are fields of the command's input. */
  url: string
  operationId: string
  tag: string
  summary: string
  description?: string
  command: Command<Input, Found, Result>
  /** `required` where somebody decides about what they read; `optional` where nothing that happened meanwhile may stop it. */
  ifMatch: 'required' | 'optional' | 'none'
  /** Whether a repeated request with the same `Idempotency-Key` is answered as the first was. */
  once?: boolean
  status: 200 | 201
  answer: { description: string; schema: z.ZodType }
  view: (viewer: Viewer, result: Result) => Promise<{ body: unknown; tag: string | null; location?: string }>
  problems?: readonly ProblemCode[]
  /** What a problem tells beside what all do, by its code. */
  extensions?: Partial<Record<ProblemCode, z.ZodRawShape>>
}

/** A route that runs a command: reads all of the request, runs it in one transaction, and writes what came of it for whoever asked. */
export function commandRoute<Input, Found extends Subject, Result>(
  route: CommandRoute<Input, Found, Result>,
): ConsoleRoute {
  const { method, url, command, ifMatch, once = false, status, view } = route
  const path = [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const mask = Object.fromEntries(Object.keys(command.input.shape).filter((name) => path.includes(name)).map((name) => [name, true]))
  const body = command.input.omit(mask as never)
  const hasBody = Object.keys(body.shape).length > 0
  return {
    method,
    url,
    operation: command.operation,
    // Whoever goes through all commands gives each what its own schema reads.
    command: command as unknown as Command<never, Subject, unknown>,
    add(app, context) {
      app.route<{ Params: Record<string, string>; Body: unknown }>({
        method,
        url,
        bodyLimit: largestBody,
        schema: {
          operationId: route.operationId,
          tags: [route.tag],
          summary: route.summary,
          description: route.description ?? route.summary,
          ...(path.length === 0 ? {} : { params: command.input.pick(mask as never) }),
          ...(hasBody ? { body } : {}),
          response: describeResponses(route.answer.description, route.answer.schema, problemsOf(route), {
            status,
            extensions: { changed_meanwhile: changedShape, ...route.extensions },
          }),
        },
        async handler(request, reply) {
          const principal = await context.identify(request)
          if (principal === null) throw new ProblemError('not_signed_in', 'Sign in, or send a key that is valid.')
          const input = readInput(command.input, path, request) as Input
          const seen = ifMatch === 'none' || (ifMatch === 'optional' && request.headers['if-match'] === undefined) ? null : readTag(request.headers['if-match'])
          const key = once ? readIdempotencyKey(request.headers['idempotency-key']) : null
          const now = context.now()
          const answer = await whileThere(() =>
            inTransaction(context.database, async (transaction): Promise<ConsoleAnswer> => {
              const run = async () => {
                const result = await runCommandIn(transaction, context, principal, command, input, { ifMatch: seen })
                const actor = await readActor(transaction, principal, now)
                // Whoever has just taken their own rights away sees nothing more.
                if (actor === null) return { status: 204, body: null, tag: null }
                return { status, ...(await view({ transaction, actor, settings: context.settings, now }, result)) }
              }
              if (key === null) return run()
              const actor = await readActor(transaction, principal, now)
              if (actor === null) throw new ProblemError('not_signed_in', 'Sign in, or send a key that is valid.')
              const asked = { actor: actorName(actor), key, request: `${method} ${url} ${JSON.stringify(input)}`, now }
              const { body: remembered, isRepeat } = await runOnce(transaction, asked, async () => ({ status, body: JSON.stringify(await run()) }))
              // Whoever may not do it any more is not told again what came of it.
              if (isRepeat) await authoriseAgain({ transaction, now }, actor, command, input)
              return JSON.parse(remembered) as ConsoleAnswer
            }),
          )
          return sendConsoleAnswer(reply, answer)
        },
      })
    },
  }
}

async function authoriseAgain<Input, Found extends Subject>(
  context: Pick<Viewer, 'transaction' | 'now'>,
  actor: Actor,
  command: Command<Input, Found, unknown>,
  input: Input,
): Promise<void> {
  const found = await command.find(context, input)
  if (found === null) throw noSuchThing()
  authorise(actor, command.operation, found)
}

function readIdempotencyKey(header: unknown): string | null {
  if (header === undefined) return null
  if (typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header)) return header
  throw new ProblemError('invalid_parameters', 'Idempotency-Key is 1 to 200 visible characters.', {
    faults: [{ parameter: 'Idempotency-Key', code: 'invalid_value', detail: 'is 1 to 200 visible characters' }],
  })
}

/** Also where no body is needed: what is sent is looked at. */
function problemsOf({ url, ifMatch, once, problems = [] }: Pick<CommandRoute<unknown, Subject, unknown>, 'url' | 'ifMatch' | 'once' | 'problems'>): ProblemCode[] {
  return [
    ...(url.includes(':') ? (['malformed_url'] as const) : []),
    'invalid_body',
    'malformed_json',
    'body_too_large',
    'unsupported_media_type',
    'not_signed_in',
    'second_factor_required',
    'not_allowed',
    'foreign_origin',
    'no_such_thing',
    ...(ifMatch === 'none' ? [] : (['changed_meanwhile'] as const)),
    ...(ifMatch === 'required' ? (['tag_required'] as const) : []),
    ...(once === true ? (['idempotency_key_used', 'invalid_parameters'] as const) : []),
    ...problems,
    'database_away',
  ]
}
