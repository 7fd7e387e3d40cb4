import type { FastifyInstance, InjectOptions } from 'fastify'
import type { z } from 'zod'
import { buildServer } from '../../src/app/build-server.ts'
import type { ServerParts } from '../../src/app/build-server.ts'
import type { Pace } from '../../src/app/limits/pace.ts'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import { problemDocument, problemMediaType } from '../../src/lib/problem-document.ts'
import { settings } from './directory.ts'

export type TestServer = {
  app: FastifyInstance
  /** Log lines so far, as written. */
  logLines: string[]
  close(): Promise<void>
}

type TestServerOptions = Partial<Pick<ServerParts, 'now' | 'pace' | 'editing'>> & { config?: Partial<ServerParts['config']> }

/** Half an hour after the seeded databases were imported: a Friday afternoon in Helsinki. */
export const testNow = new Date('2026-11-20T12:30:00Z')

/** How a server is set up, unless a test says otherwise. */
export const testConfig: ServerParts['config'] = {
  ...settings,
  geoCountryHeader: null,
  logLevel: 'trace',
  rateLimitPerMinute: 0,
  trustedProxies: [],
  fourEyes: true,
  publicUrl: 'http://localhost:3000',
  host: '127.0.0.1',
  port: 0,
  oidcIssuer: null,
  oidcClientId: null,
  oidcClientSecret: null,
}

/** Time that does not pass: however busy the machine of a test is, nothing is refused. */
const calm: Pace = { now: () => 0, every: () => ({ stop: () => undefined }), afterTurn: (call) => void setImmediate(call) }

/** The application on a database, through the role of the public side, at a fixed time. */
export async function startServer(
  databaseUrl: string,
  options: TestServerOptions = {},
): Promise<TestServer> {
  const published = openPublished(databaseUrl)
  const server = await startServerOn(published, options)
  return {
    ...server,
    async close() {
      await server.close()
      await published.close()
    },
  }
}

/** The same on any reader of the published directory, such as one that fails when told to. */
export async function startServerOn(
  published: Published,
  { config = {}, now = () => testNow, pace = calm, editing }: TestServerOptions = {},
): Promise<TestServer> {
  const logLines: string[] = []
  const app = await buildServer({
    config: { ...testConfig, ...config },
    published,
    now,
    pace,
    ...(editing === undefined ? {} : { editing }),
    logStream: { write: (line) => void logLines.push(line) },
  })
  return { app, logLines, close: () => app.close() }
}

/** Asks for an answer that must be a 200, and checks that it has the fields of its schema and no others. */
export async function getAnswer<Schema extends z.ZodType>(
  app: FastifyInstance,
  url: string,
  schema: Schema,
  headers: Record<string, string> = {},
): Promise<z.output<Schema>> {
  const response = await app.inject({ url, headers })
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${response.body}`)
  return exactly(schema, response.json())
}

/** Asks for an answer that must be a problem, and checks that it is a whole one. */
export async function getProblem(
  app: FastifyInstance,
  request: string | InjectOptions,
): Promise<z.output<typeof problemDocument>> {
  const response = await app.inject(request)
  if (!String(response.headers['content-type']).startsWith(problemMediaType))
    throw new Error(`no problem: ${response.statusCode} ${response.body}`)
  const problem = exactly(problemDocument, response.json())
  if (problem.status !== response.statusCode)
    throw new Error(`the problem says ${problem.status}, the answer is ${response.statusCode}`)
  return problem
}

/** The value, when it fits its schema and has no field that the schema lacks. */
export function exactly<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.parse(value)
  const [written, described] = [JSON.stringify(value), JSON.stringify(parsed)]
  if (written !== described)
    throw new Error(`the answer has other fields, or another order, than its schema:\n${written}\n${described}`)
  return parsed
}
