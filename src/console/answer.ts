import type { FastifyReply } from 'fastify'

/** What an answer to somebody who signed in consists of. */
export type ConsoleAnswer = { status: number; body: unknown; tag: string | null; location?: string }

/** Sends it. No cache keeps it: it is for this person, and only now. */
export function sendConsoleAnswer(reply: FastifyReply, { status, body, tag, location }: ConsoleAnswer): FastifyReply {
  reply.code(status).header('cache-control', 'no-store')
  if (tag !== null) reply.header('etag', `"${tag}"`)
  if (location !== undefined) reply.header('location', location)
  return status === 204 ? reply.send() : reply.type('application/json').send(JSON.stringify(body))
}
