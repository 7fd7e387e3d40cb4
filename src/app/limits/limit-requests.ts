import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProblemError } from '../../lib/errors.ts'
import type { Meter } from '../metrics/create-meter.ts'
import type { HoldBack } from './create-hold-back.ts'
import type { OverloadGuard } from './create-overload-guard.ts'
import { createTally } from './create-tally.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** While its answer is being computed. */
    isComputing: boolean
  }
}

/** What operators ask is answered however much is asked: without it they would be blind when they most need to see. */
const unlimited: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics'])

/** By the address too: OPTIONS, and methods that are not answered there, lead to no route of its own. */
const isUnlimited = ({ routeOptions, url }: FastifyRequest) => unlimited.has(routeOptions.url ?? '') || unlimited.has(url.split('?', 1)[0] ?? '')

/**
 * Turns requests away: those beyond the limit of their address with 429, before anything is read of their body, and while there is
 * more to do than can be done, such as need an answer computed with 503. Must be added before the routes.
 */
export function limitRequests(
  app: FastifyInstance,
  { holdBack, overload, meter }: { holdBack: HoldBack; overload: OverloadGuard; meter: Pick<Meter, 'refused'> },
): void {
  const beyondStrength = createTally(app.log, 'requests were refused because there is more to do than can be done')
  app.decorateRequest('isComputing', false)

  // After the hooks that set the headers of every answer.
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (isUnlimited(request)) return done(null, payload)
    const refusal = holdBack(request, reply)
    if (refusal === null) done(null, payload)
    else done(refusal)
  })

  // Once the whole body is there: whoever sends it slowly takes no one's place.
  app.addHook('preHandler', (request, _reply, done) => {
    if (isUnlimited(request)) return done()
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

function overloaded(seconds: number): ProblemError {
  const detail = 'There is more to do than can be done now. Try again in a moment; it is not because of your request.'
  return new ProblemError('overloaded', detail, { headers: { 'retry-after': String(seconds) } })
}
