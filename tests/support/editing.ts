import fastify from 'fastify'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { answerProblems } from '../../src/app/answer-problems.ts'
import type { ConsoleContext } from '../../src/console/context.ts'
import { consoleRoutes } from '../../src/console/index.ts'
import { openDatabase } from '../../src/db/client.ts'
import type { Database } from '../../src/db/client.ts'
import type { Principal } from '../../src/directory/actor.ts'
import type { EditingParts } from '../../src/directory/command.ts'
import type { JobName } from '../../src/queue/job-payloads.ts'
import { cloneDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import { now as testNow, settings as servingSettings } from './directory.ts'

export type Editing = {
  test: TestDatabase
  database: Database
  parts: EditingParts & { database: Database }
  /** Work that was asked for; also that of transactions that were rolled back. */
  asked: { name: JobName; payload: unknown }[]
  /** The time by which everything is decided. */
  clock: { now: Date }
  app: FastifyInstance
  /** Sends a request as somebody. A body is sent as JSON. */
  as: (principal: Principal | null, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, sent?: Sent) => Promise<LightMyRequestResponse>
  close: () => Promise<void>
}

export type Sent = { body?: unknown; ifMatch?: string; headers?: Record<string, string> }

const header = 'x-test-principal'

/** The routes of those who signed in on a database of their own. Who sends a request is told by a header that only tests have. */
export async function openEditing({ fourEyes = true }: { fourEyes?: boolean } = {}): Promise<Editing> {
  const test = await cloneDatabase()
  const database = openDatabase(test.url)
  const asked: Editing['asked'] = []
  const clock = { now: testNow }
  const parts: Editing['parts'] = {
    database,
    settings: { ...servingSettings, fourEyes },
    now: () => clock.now,
    queue: {
      enqueue: (_transaction, name, payload) => {
        asked.push({ name, payload })
        return Promise.resolve('')
      },
    },
  }
  const context: ConsoleContext = {
    ...parts,
    identify: (request) => {
      const sent = request.headers[header]
      return Promise.resolve(typeof sent === 'string' ? (JSON.parse(sent) as Principal) : null)
    },
  }
  const app = fastify()
  app.setValidatorCompiler(() => (value) => ({ value }))
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, text))
  answerProblems(app)
  for (const route of consoleRoutes) route.add(app, context)
  await app.ready()
  return {
    test,
    database,
    parts,
    asked,
    clock,
    app,
    as: (principal, method, url, { body, ifMatch, headers = {} } = {}) =>
      app.inject({
        method,
        url,
        headers: {
          ...(principal === null ? {} : { [header]: JSON.stringify(principal) }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    async close() {
      await app.close()
      await database.close()
      await test.drop()
    },
  }
}
