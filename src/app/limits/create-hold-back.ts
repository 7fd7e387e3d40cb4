import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from '../../lib/errors.ts'
import type { Meter } from '../metrics/create-meter.ts'
import { createTally } from './create-tally.ts'
import type { RateLimit } from './verdict.ts'

/** Counts a request against the limit of its address and says in its answer what is left; gives the refusal of one beyond it. */
export type HoldBack = (request: FastifyRequest, reply: FastifyReply) => ProblemError | null

/** @param limit null where nothing is limited */
export function createHoldBack(limit: RateLimit | null, meter: Pick<Meter, 'refused'>, log: Parameters<typeof createTally>[0]): HoldBack {
  const beyondLimit = createTally(log, 'requests beyond the limit of their address were refused')
  return (request, reply) => {
    const verdict = limit?.(request.raw)
    if (verdict === undefined) return null
    reply.header('ratelimit-policy', verdict.policy).header('ratelimit', verdict.state)
    if (!verdict.refused) return null
    meter.refused('rate_limit')
    beyondLimit()
    const detail = 'Your address has sent as many requests as it may in a minute. Try again after the seconds in Retry-After.'
    return new ProblemError('rate_limited', detail, { headers: { 'retry-after': String(verdict.retryAfter) } })
  }
}
