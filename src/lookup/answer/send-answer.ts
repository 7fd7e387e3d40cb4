import type { FastifyReply, FastifyRequest } from 'fastify'
import { entityTag, namesEntityTag } from '../../lib/entity-tag.ts'

export type Answer = {
  body: object
  /** Languages of all texts in it, that of the answer itself first; null when it has none. */
  locales: readonly string[] | null
  /** When something in it changes although nothing is published; null when nothing does. */
  nextChange: Date | null
  /** Request headers that the answer was chosen by. */
  variesBy: readonly string[]
}

/**
 * Seconds for which an answer is fresh, and for which a cache may go on with it while it fetches the next: what is suspended
 * disappears everywhere within a minute and a half, as long as this service can be reached.
 */
const longestAge = 60
const whileRevalidating = 30

/** Seconds for which a cache may go on with an old answer while it cannot reach this service: old help is better than none. */
const whileFailing = 3600

/**
 * Sends a public answer that caches may keep until something in it changes, as bytes whose entity tag is their hash: equal
 * answers are equal bytes on every node. Answers 304 without a body to those who have it.
 */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer, now: Date): FastifyReply {
  const bytes = Buffer.from(JSON.stringify(answer.body))
  const tag = entityTag(bytes)
  reply.header('etag', tag)
  reply.header('cache-control', cacheControl(answer.nextChange, now))
  if (answer.variesBy.length > 0) reply.header('vary', answer.variesBy.join(', '))
  if (answer.locales !== null && answer.locales.length > 0) reply.header('content-language', answer.locales.join(', '))
  if (namesEntityTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(bytes)
}

/** No cache may show an answer after it has changed by itself, not even an old one while this service is out of reach. */
function cacheControl(nextChange: Date | null, now: Date): string {
  const untilChange = nextChange === null ? Number.POSITIVE_INFINITY : (nextChange.getTime() - now.getTime()) / 1000
  const left = Math.max(0, Math.floor(untilChange))
  const maxAge = Math.min(longestAge, left)
  // Both count from the end of max-age (RFC 5861).
  const beyond = { 'stale-while-revalidate': whileRevalidating, 'stale-if-error': whileFailing }
  const stale = Object.entries(beyond).map(([name, longest]) => ({ name, seconds: Math.min(longest, left - maxAge) }))
  const directives = stale.filter(({ seconds }) => seconds > 0).map(({ name, seconds }) => `${name}=${seconds}`)
  return ['public', `max-age=${maxAge}`, ...directives].join(', ')
}
