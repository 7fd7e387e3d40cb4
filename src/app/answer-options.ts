import type { FastifyReply } from 'fastify'

const oneDay = 86_400

/** Answers OPTIONS, and with it the preflights of browsers: what this address answers, from which origin soever. */
export function answerOptions(methods: readonly string[], reply: FastifyReply): FastifyReply {
  return reply
    .code(204)
    .headers({
      allow: methods.join(', '),
      'access-control-allow-methods': methods.filter((method) => method !== 'OPTIONS').join(', '),
      'access-control-allow-headers': 'Accept, Accept-Language, Content-Type, If-None-Match',
      'access-control-max-age': String(oneDay),
    })
    .send()
}
