import type { FastifyReply, FastifyRequest } from 'fastify'
import { namesEntityTag } from '../../lib/entity-tag.ts'
import type { LookupContext } from '../context.ts'
import type { Directory } from '../../help/directory.ts'
import { cacheControl } from './cache-control.ts'
import { chooseEncoding } from './choose-encoding.ts'
import { sayDatabaseAway } from './database-away.ts'
import { keepAnswer } from './kept-answer.ts'
import type { Answer, KeptAnswer } from './kept-answer.ts'

/** What a route understood of a request. */
export type Asked = {
  /** The directory to answer from: one request takes it once, so that its answer is of one version. */
  directory: Directory
  /** The question as JSON, without anything that cannot change its answer: equal questions get the same bytes. */
  question: unknown
  /** Request headers that it was read from, besides `Accept-Encoding`. */
  variesBy: readonly string[]
}

/**
 * Sends the answer to a question that was asked before, or makes, keeps and sends it. Answers 304 without a body to those who
 * have it.
 */
export function sendAnswer(
  context: Pick<LookupContext, 'answers' | 'now' | 'snapshot'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { directory, question, variesBy }: Asked,
  make: (now: Date) => Answer,
): FastifyReply {
  const now = context.now()
  const route = request.routeOptions.url ?? ''
  const key = JSON.stringify([route, question, variesBy])
  let kept = context.answers.find(directory, key, now.getTime())
  if (kept === undefined) {
    kept = keepAnswer(make(now), { route, variesBy }, now)
    context.answers.keep(directory, key, kept)
  }
  context.answers.noteAddress(directory, request.raw.url ?? '', request.headers, variesBy, key)
  sayDatabaseAway(reply, context.snapshot)
  return sendKept(request, reply, kept, now)
}

/** Sends finished bytes in the encoding that the caller likes best. */
export function sendKept(request: FastifyRequest, reply: FastifyReply, kept: KeptAnswer, now: Date): FastifyReply {
  const form = kept.form(chooseEncoding(request.headers['accept-encoding']))
  const { 'content-type': type, 'content-encoding': encoding, ...always } = form.headers
  // A policy for documents says nothing of data.
  reply.removeHeader('content-security-policy')
  reply.headers(always).header('cache-control', cacheControl(kept.until - now.getTime()))
  if (namesEntityTag(request.headers['if-none-match'], form.tag)) return reply.code(304).send()
  if (encoding !== undefined) reply.header('content-encoding', encoding)
  return reply.type(type ?? '').send(form.bytes)
}
