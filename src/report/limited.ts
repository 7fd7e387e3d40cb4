import type { IncomingMessage } from 'node:http'
import { ProblemError } from '../lib/errors.ts'
import type { Limit } from './context.ts'

type Done = (error?: Error | null, payload?: never) => void
type Reply = { header(name: string, value: string): unknown }

/** Holds back who sends too much, before anything of the body is read. For the `preParsing` of a route, after the limit of all routes. */
export function limited(limit: Limit): (request: { raw: IncomingMessage }, reply: Reply, payload: unknown, done: Done) => void {
  return (request, reply, _payload, done) => {
    const { refused, policy, state, retryAfter } = limit(request.raw)
    reply.header('ratelimit-policy', policy)
    reply.header('ratelimit', state)
    if (!refused) return done()
    const detail = 'Your address has sent as much of this kind as it may in a minute. Try again after the seconds in Retry-After.'
    done(new ProblemError('rate_limited', detail, { headers: { 'retry-after': String(retryAfter) } }))
  }
}
