import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { v7 as newId } from 'uuid'
import type { Published } from '../db/published.ts'
import type { LookupContext } from '../lookup/context.ts'
import { openSnapshot } from '../lookup/snapshot/open-snapshot.ts'
import type { Snapshot } from '../lookup/snapshot/open-snapshot.ts'
import { openSnapshotFile } from '../lookup/snapshot/snapshot-file.ts'
import { createAnswerCache } from '../lookup/answer/answer-cache.ts'
import { addHeaders, everyAnswer } from './add-headers.ts'
import { addRoutes } from './add-routes.ts'
import { answerClientError } from './answer-client-error.ts'
import { answerProblems } from './answer-problems.ts'
import type { Config } from './config.ts'
import { createHttpServer } from './create-http-server.ts'
import { createLog } from './create-log.ts'
import type { LogStream } from './create-log.ts'
import { createMeter } from './metrics/create-meter.ts'
import { logRequests } from './log-requests.ts'
import { sendProblem } from './send-problem.ts'
import { toProblem } from './to-problem.ts'

export type ServerParts = {
  config: Pick<Config, 'geoCountryHeader' | 'logLevel' | 'unverifiedDays' | 'verifyDays'>
  published: Published
  /** Folder of the last good directory; none is kept when left out. */
  snapshotFolder?: string
  now: () => Date
  /** Where log lines go; standard output when left out. */
  logStream?: LogStream
}

declare module 'fastify' {
  interface FastifyInstance {
    /** What the public routes answer from. */
    snapshot: Snapshot
  }
}

/** Largest body that any route reads, unless it says otherwise. */
const largestBody = 64 * 1024

/** A request must have arrived whole within this time. */
const requestTimeoutMs = 15_000

/** How often Node looks for requests that did not; by default only twice a minute. */
const timeoutCheckMs = 1000

/**
 * The application, ready to listen: answers from memory, reads the directory again when it changes. Starts also when the
 * database is away, and then answers 503 until the directory could be read. `close()` leaves `published` open.
 */
export async function buildServer({ config, published, snapshotFolder, now, logStream }: ServerParts): Promise<FastifyInstance> {
  const log: FastifyBaseLogger = createLog(config, logStream)
  const answers = createAnswerCache()
  const meter = createMeter()
  const file = snapshotFolder === undefined ? null : openSnapshotFile({ folder: snapshotFolder, log, now })
  const snapshot = await openSnapshot({ published, file, log, now })
  const context: LookupContext = { snapshot, answers, settings: config, countryHeader: config.geoCountryHeader, now }
  const silentLog = log.child({}, { level: 'silent' })
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    // Fastify's own lines for requests can carry addresses and paths; ours are in log-requests.ts.
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: () => silentLog,
    genReqId: () => newId(),
    requestIdHeader: false,
    bodyLimit: largestBody,
    return503OnClosing: false,
    serverFactory: (longWay) =>
      createHttpServer(
        { context, limit: null, meter },
        // The Host header is checked in answer-problems.ts, because Node answers without a body.
        { requireHostHeader: false, connectionsCheckingInterval: timeoutCheckMs, requestTimeout: requestTimeoutMs },
        longWay,
      ),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      void sendProblem(toProblem(error, largestBody), request, reply.headers(everyAnswer))
    },
  })
  app.removeContentTypeParser('text/plain')
  // Left as text: the routes read it with read-json.ts, which sees names that stand twice.
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, text))

  logRequests(app)
  answerProblems(app)
  addHeaders(app)
  app.decorate('snapshot', snapshot)
  app.addHook('onClose', async () => {
    await snapshot.close()
    await file?.close()
  })
  await addRoutes(app, context)
  await app.ready()
  return app
}
