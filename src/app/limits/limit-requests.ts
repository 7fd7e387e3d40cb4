import type { FastifyInstance } from 'fastify'
import { ProblemError } from '../../lib/errors.ts'
import type { Meter } from '../metrics/create-meter.ts'
import type { OverloadGuard } from './create-overload-guard.ts'
import { createTally } from './create-tally.ts'
import type { RateLimit } from './verdict.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** While its answer is being computed. */
    isComputing: boolean
  }
}

/** What operators ask is answered however much is asked: without it they would be blind when they most need to see. */
const unlimited: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics'])

/**
 * Turns requests away: those beyond the limit of their address with 429, before anything is read of their body, and while there is
 * more to do than can be done, such as need an answer computed with 503. Must be added before the routes.
 */
export function limitRequests(
  app: FastifyInstance,
  { limit, overload, meter }: { limit: RateLimit | null; overload: OverloadGuard; meter: Pick<Meter, 'refused'> },
): void {
  const beyondLimit = createTally(app.log, 'requests beyond the limit of their address were refused')
  const beyondStrength = createTally(app.log, 'requests were refused because there is more to do than can be done')
  app.decorateRequest('isComputing', false)

  // After the hooks that set the headers of every answer.
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (unlimited.has(request.routeOptions.url ?? '')) return done(null, payload)
    const verdict = limit?.(request.raw)
    if (verdict !== undefined) {
      reply.header('ratelimit-policy', verdict.policy).header('ratelimit', verdict.state)
      if (verdict.refused) {
        meter.refused('rate_limit')
        beyondLimit()
        return done(rateLimited(verdict.retryAfter))
      }
    }
    done(null, payload)
  })

  // Once the whole body is there: whoever sends it slowly takes no one's place.
  app.addHook('preHandler', (request, _reply, done) => {
    if (unlimited.has(request.routeOptions.url ?? '')) return done()
    overload.admit((admitted) => {
      request.isComputing = admitted
      if (admitted) return done()
      meter.refused('overload')
      beyondStrength()
      done(overloaded(overload.retryAfter()))
    })
  })
  // As soon as the answer is made: whoever reads it slowly takes none either.
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (request.isComputing) {
      request.isComputing = false
      overload.ended()
    }
    done(null, payload)
  })
  app.addHook('onClose', () => overload.close())
}

function rateLimited(seconds: number): ProblemError {
  const detail = 'Your address has sent as many requests as it may in a minute. Try again after the seconds in Retry-After.'
  return new ProblemError('rate_limited', detail, { headers: { 'retry-after': String(seconds) } })
}

function overloaded(seconds: number): ProblemError {
  const detail = 'There is more to do than can be done now. Try again in a moment; it is not because of your request.'
  return new ProblemError('overloaded', detail, { headers: { 'retry-after': String(seconds) } })
}
