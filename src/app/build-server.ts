import { promisify } from 'node:util'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { v7 as newId } from 'uuid'
import type { Published } from '../db/published.ts'
import type { Directory } from '../help/directory.ts'
import { openIdentity } from '../identity/open-identity.ts'
import type { LookupContext } from '../lookup/context.ts'
import { openSnapshot } from '../lookup/snapshot/open-snapshot.ts'
import type { Snapshot } from '../lookup/snapshot/open-snapshot.ts'
import type { SnapshotFile } from '../lookup/snapshot/snapshot-file.ts'
import { createAnswerCache } from '../lookup/answer/answer-cache.ts'
import { openListingSearch } from '../lookup/search/open-listing-search.ts'
import { addHeaders, everyPage } from './add-headers.ts'
import { addRoutes } from './add-routes.ts'
import { answerClientError } from './answer-client-error.ts'
import { answerProblems } from './answer-problems.ts'
import type { Config } from './config.ts'
import { createHttpServer } from './create-http-server.ts'
import { createLog } from './create-log.ts'
import type { LogStream } from './create-log.ts'
import { createDrain } from './limits/create-drain.ts'
import type { Drain } from './limits/create-drain.ts'
import { createHoldBack } from './limits/create-hold-back.ts'
import { createOverloadGuard } from './limits/create-overload-guard.ts'
import { createRateLimit } from './limits/create-rate-limit.ts'
import { createTally } from './limits/create-tally.ts'
import { guardConnections } from './limits/guard-connections.ts'
import { httpServerOptions } from './limits/http-server-options.ts'
import { limitRequests } from './limits/limit-requests.ts'
import type { Pace } from './limits/pace.ts'
import { createMeter } from './metrics/create-meter.ts'
import { createMetrics } from './metrics/create-metrics.ts'
import { meterRequests } from './metrics/meter-requests.ts'
import { noEditing } from './late-editing.ts'
import type { EditingDoor } from './late-editing.ts'
import { describeFault } from './log-error.ts'
import { logRequests } from './log-requests.ts'
import { oidcProvider } from './oidc-provider.ts'
import { publicUrl } from './public-url.ts'
import { sendProblem } from './send-problem.ts'
import { toProblem } from './to-problem.ts'

export type ServerParts = {
  config: Pick<
    Config,
    | 'geoCountryHeader'
    | 'logLevel'
    | 'rateLimitPerMinute'
    | 'trustedProxies'
    | 'unverifiedDays'
    | 'verifyDays'
    | 'fourEyes'
    | 'publicUrl'
    | 'host'
    | 'port'
    | 'oidcIssuer'
    | 'oidcClientId'
    | 'oidcClientSecret'
  >
  published: Published
  /** The connections through which editors write; nobody can when left out. */
  editing?: EditingDoor
  /** The last good directory on disk; none is kept when left out. Closed with the server. */
  snapshotFile?: SnapshotFile
  now: () => Date
  /** Where log lines go; standard output when left out. */
  logStream?: LogStream
  /** Time for the guard against overload; the real one when left out. */
  pace?: Pace
}

declare module 'fastify' {
  interface FastifyInstance {
    /** What the public routes answer from. */
    snapshot: Snapshot
    /** Whether this node is about to stop; close-server.ts begins it. */
    drain: Drain
  }
}

/** Largest body that any route reads, unless it says otherwise. */
const largestBody = 64 * 1024

/**
 * The application, ready to listen: answers from memory, reads the directory again when it changes. Starts also when the
 * database is away, and then answers 503 until the directory could be read. `close()` leaves `published` open.
 */
export async function buildServer({ config, published, editing = noEditing, snapshotFile, now, logStream, pace }: ServerParts): Promise<FastifyInstance> {
  const log: FastifyBaseLogger = createLog(config, logStream)
  const answers = createAnswerCache()
  const meter = createMeter()
  const limit = createRateLimit(config)
  const holdBack = createHoldBack(limit, meter, log)
  const overload = createOverloadGuard(pace)
  const drain = createDrain()
  const tooManyConnections = createTally(log, 'connections were closed because too many are open')
  const file = snapshotFile ?? null
  const search = openListingSearch()
  const onDirectory = (directory: Directory) => {
    answers.follow(directory)
    search.follow(directory)
  }
  const snapshot = await openSnapshot({ published, file, log, now, onDirectory })
  const context: LookupContext = { snapshot, search, answers, settings: config, countryHeader: config.geoCountryHeader, now }
  const report = (fault: unknown) => log.error({ error: describeFault(fault) }, 'a kept answer could not be sent')
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
    serverFactory: (longWay) => {
      const server = createHttpServer({ context, limit, meter, report }, httpServerOptions, longWay)
      guardConnections(server, {
        refused(reason) {
          meter.refused(reason)
          tooManyConnections()
        },
      })
      return server
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      // No hook is called for these.
      const problem = holdBack(request, reply.headers(everyPage)) ?? toProblem(error, largestBody)
      meter.route(null).computed(request.method, problem.statusCode, reply.elapsedTime)
      void sendProblem(problem, request, reply)
    },
  })
  app.removeContentTypeParser('text/plain')
  // Left as text: the routes read it with read-json.ts, which sees names that stand twice.
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, text))

  logRequests(app)
  meterRequests(app, meter)
  limitRequests(app, { holdBack, overload, meter })
  answerProblems(app)
  addHeaders(app, config)
  app.decorate('snapshot', snapshot)
  app.decorate('drain', drain)
  app.addHook('onClose', async () => {
    search.close()
    await snapshot.close()
    await file?.close()
  })
  const isDraining = () => drain.hasBegun()
  const fileState = () => file?.state() ?? null
  const metrics = createMetrics(meter, {
    snapshot,
    file: fileState,
    answers: () => answers.counts(),
    connections: promisify(app.server.getConnections.bind(app.server)),
    isDraining,
    now,
  })
  const side = {
    door: editing,
    identity: openIdentity({
      database: editing.database,
      publicUrl: () => publicUrl({ ...config, port: portOf(app) ?? config.port }),
      oidc: oidcProvider(config),
      now,
      log: { warn: (text) => log.warn({}, text) },
    }),
    settings: config,
    trustedProxies: config.trustedProxies,
    now,
  }
  await addRoutes(app, context, side, { snapshotState: () => snapshot.state(), fileState, isDraining, metrics })
  await app.ready()
  return app
}

/** The port that the server really has, where the settings let the system choose. */
function portOf(app: FastifyInstance): number | null {
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : null
}
