import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerProblems } from '../../../src/app/answer-problems.ts'
import { createOverloadGuard } from '../../../src/app/limits/create-overload-guard.ts'
import { limitRequests } from '../../../src/app/limits/limit-requests.ts'
import { createMeter } from '../../../src/app/metrics/create-meter.ts'
import { waitUntil } from '../../support/wait-until.ts'

const meter = createMeter()
let app: FastifyInstance
let address: string

beforeAll(async () => {
  app = fastify()
  limitRequests(app, { holdBack: () => null, overload: createOverloadGuard(), meter })
  answerProblems(app)
  // An answer that takes all of the processor, as a bad day has many of.
  app.get('/slow', (_request, reply) => {
    const end = performance.now() + 50
    while (performance.now() < end) continue
    return reply.send('made')
  })
  app.get('/livez', (_request, reply) => reply.send('alive'))
  address = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

const ask = async (url: string) => {
  const response = await fetch(`${address}${url}`)
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.text() }
}

/**
 * Asks at the same time, from a thread of its own: in ours, the answers that take all of the processor would hold up the questions.
 */
async function askAll(count: number): Promise<{ status: number; retryAfter: string | null; body: string }[]> {
  const script = `
    const { workerData, parentPort } = require('node:worker_threads')
    const ask = async () => {
      const response = await fetch(workerData.url)
      return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.text() }
    }
    Promise.all(Array.from({ length: workerData.count }, ask)).then((answers) => parentPort.postMessage(answers))`
  const worker = new Worker(script, { eval: true, workerData: { url: `${address}/slow`, count } })
  const [answers] = await once(worker, 'message')
  return answers as Awaited<ReturnType<typeof askAll>>
}

it('a crowd that asks for more than can be made gets answers or early refusals, every one of them, and then all is well again', async () => {
  const crowd = await askAll(150)
  const made = crowd.filter(({ status }) => status === 200)
  const refused = crowd.filter(({ status }) => status === 503)
  expect(made.length + refused.length).toBe(150)
  expect(made.length).toBeGreaterThan(0)
  expect(refused.length).toBeGreaterThan(0)
  for (const { retryAfter, body } of refused) {
    expect(retryAfter).toMatch(/^[123]$/)
    expect(JSON.parse(body)).toMatchObject({ code: 'overloaded', status: 503 })
  }
  expect(meter.read().refused.overload).toBe(refused.length)
  expect((await ask('/livez')).status).toBe(200)
  await waitUntil('answers are made again', async () => (await ask('/slow')).status === 200)
})
