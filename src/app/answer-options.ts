import type { FastifyReply } from 'fastify'
import { isConsoleUrl } from './is-console-url.ts'

const oneDay = 86_400

/** Answers OPTIONS, and with it the preflights of browsers: what this address answers, from which origin soever. */
export function answerOptions(url: string, methods: readonly string[], reply: FastifyReply): FastifyReply {
  reply.code(204).header('allow', methods.join(', '))
  // A page of another web site is not told that it may.
  if (isConsoleUrl(url)) return reply.send()
  return reply
    .headers({
      'access-control-allow-methods': methods.filter((method) => method !== 'OPTIONS').join(', '),
      'access-control-allow-headers': 'Accept, Accept-Language, Content-Type, If-None-Match',
      'access-control-max-age': String(oneDay),
    })
    .send()
}
