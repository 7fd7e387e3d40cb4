import type { FastifyReply, FastifyRequest } from 'fastify'
import { entityTag, namesEntityTag } from '../../lib/entity-tag.ts'

export type Answer = {
  body: object
  /** Languages of the texts in it; null when it has none. */
  locales: readonly string[] | null
  /** When something in it changes although nothing is published; null when nothing does. */
  nextChange: Date | null
  /** Request headers that the answer was chosen by. */
  variesBy: readonly string[]
}

/** No answer is kept longer than this, so that what is suspended disappears everywhere within a minute or two. */
const longestAge = 60

/** How long a cache may go on with an old answer while it fetches a new one, and while it cannot reach this service. */
const whileRevalidating = 30
const whileFailing = 3600

/**
 * Sends a public answer that caches may keep until something in it changes, as bytes whose entity tag is their hash: equal
 * answers are equal bytes on every node. Answers 304 without a body to those who have it.
 */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer, now: Date): FastifyReply {
  const bytes = Buffer.from(JSON.stringify(answer.body))
  const tag = entityTag(bytes)
  const untilChange = answer.nextChange === null ? longestAge : Math.floor((answer.nextChange.getTime() - now.getTime()) / 1000)
  const maxAge = Math.max(0, Math.min(longestAge, untilChange))
  reply.header('etag', tag)
  reply.header(
    'cache-control',
    `public, max-age=${maxAge}, stale-while-revalidate=${whileRevalidating}, stale-if-error=${whileFailing}`,
  )
  if (answer.variesBy.length > 0) reply.header('vary', answer.variesBy.join(', '))
  if (answer.locales !== null && answer.locales.length > 0) reply.header('content-language', answer.locales.join(', '))
  if (namesEntityTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(bytes)
}
