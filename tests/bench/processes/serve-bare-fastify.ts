/** A Fastify server with nothing set, whose routes send given bytes and do nothing else. */
import fastify from 'fastify'
import type { RouteHandlerMethod } from 'fastify'
import { answerHarness } from './answer-harness.ts'
import { holdAnswers } from './hold-answers.ts'

const answers = holdAnswers()
const app = fastify()
const send: RouteHandlerMethod = (request, reply) => {
  const { status, headers, body } = answers.find(request.url)
  reply.code(status).headers(headers)
  return status === 304 ? reply.send() : reply.send(body)
}
app.get('/v1/help', send)
app.get('/v1/listings', send)
app.get('/v1/bundles/:country', send)
const address = await app.listen({ host: '127.0.0.1', port: 0 })
answerHarness({ address: () => address, answers: answers.set })
