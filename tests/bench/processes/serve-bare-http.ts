/** A server of node:http that sends given bytes and does nothing else. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerHarness } from './answer-harness.ts'
import { holdAnswers } from './hold-answers.ts'

const answers = holdAnswers()
const server = createServer((request, response) => {
  const { status, headers, body } = answers.find(request.url ?? '')
  if (status === 304) response.writeHead(304, headers).end()
  else response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
})
server.listen(0, '127.0.0.1', () => {
  answerHarness({
    address: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: answers.set,
  })
})
