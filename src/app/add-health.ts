import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ProblemError } from '../lib/errors.ts'
import type { LookupContext } from '../lookup/context.ts'
import { currentDirectory } from '../lookup/current-directory.ts'
import { describeResponses } from '../lib/describe-responses.ts'
import { noFields } from '../lookup/parameters/fields.ts'
import { readFields } from '../lib/fields/read-fields.ts'
import type { RawQuery } from '../lookup/route.ts'
import type { SnapshotState } from '../lookup/snapshot/open-snapshot.ts'
import type { SnapshotFileState } from '../lookup/snapshot/snapshot-file.ts'
import { directoryVersionView } from '../lookup/views/directory-version.ts'

const aliveView = z
  .object({ status: z.literal('alive').meta({ description: 'Always the same word.' }) })
  .meta({ id: 'Liveness', description: 'The process answers.' })

const readyView = z
  .object({
    status: z.literal('ready').meta({ description: 'Always the same word.' }),
    directoryVersion: directoryVersionView.meta({ description: 'The version of the directory that is served.' }),
    source: z
      .enum(['database', 'file'])
      .meta({ id: 'DirectorySource', description: 'Where a directory that is served came from.' })
      .meta({
        description: '`file`: the database was away when this process started, and the last directory that it had kept on disk is served.',
      }),
    confirmedSecondsAgo: z
      .int()
      .nullable()
      .meta({
        description:
          'Seconds since the database last confirmed that this is its newest directory; null when it did not since this process started.',
      }),
    database: z
      .enum(['answers', 'away'])
      .meta({ id: 'DatabaseState', description: 'Whether the database answered when it was last asked.' })
      .meta({ description: '`away`: the last directory that could be read is served meanwhile.' }),
    databaseAwaySince: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When the database was first found away; null while it answers.' }),
    snapshotFile: z
      .enum(['kept', 'faulty', 'none'])
      .meta({ id: 'SnapshotFile', description: 'State of the last good directory on disk, from which a process starts while the database is away.' })
      .meta({ description: '`faulty`: it could not be written, or was refused, the last time, and the log says why. `none`: none was written yet.' }),
  })
  .meta({ id: 'Readiness', description: 'There is a directory to answer from.' })

export type HealthParts = {
  context: LookupContext
  snapshotState: () => SnapshotState
  /** Null where no file is kept. */
  fileState: () => SnapshotFileState | null
  isDraining: () => boolean
}

/** Adds what load balancers and operators ask. */
export function addHealth(app: FastifyInstance, { context, snapshotState, fileState, isDraining }: HealthParts): void {
  app.get<RawQuery>(
    '/livez',
    {
      schema: {
        operationId: 'getLiveness',
        tags: ['Operations'],
        summary: 'Tell that the process answers.',
        description: 'Restart the process when this does not answer.',
        querystring: noFields,
        response: describeResponses('It does.', aliveView, ['invalid_parameters'], { isLimited: false }),
      },
    },
    (request, reply) => {
      readFields(noFields, request.query, 'query')
      const body: z.output<typeof aliveView> = { status: 'alive' }
      return reply.header('cache-control', 'no-store').send(body)
    },
  )
  app.get<RawQuery>(
    '/readyz',
    {
      schema: {
        operationId: 'getReadiness',
        tags: ['Operations'],
        summary: 'Tell whether there is a directory to answer from.',
        description:
          'Send requests to this process only while this answers 200. That it also does while the database is away: the last ' +
          'directory is served meanwhile, and help goes on.',
        querystring: noFields,
        response: describeResponses('There is.', readyView, ['invalid_parameters', 'directory_not_loaded', 'draining'], { isLimited: false }),
      },
    },
    (request, reply) => {
      readFields(noFields, request.query, 'query')
      if (isDraining()) {
        throw new ProblemError('draining', 'This node is about to stop. Send requests to another one.', { headers: { 'retry-after': '10' } })
      }
      const { version } = currentDirectory(context)
      const { source, database, databaseSince, confirmedAt } = snapshotState()
      const body: z.output<typeof readyView> = {
        status: 'ready',
        directoryVersion: version,
        source,
        confirmedSecondsAgo:
          confirmedAt === null ? null : Math.max(0, Math.round((context.now().getTime() - confirmedAt.getTime()) / 1000)),
        database,
        databaseAwaySince: database === 'away' ? databaseSince.toISOString() : null,
        snapshotFile: sayFile(fileState()),
      }
      return reply.header('cache-control', 'no-store').send(body)
    },
  )
}

function sayFile(state: SnapshotFileState | null): z.output<typeof readyView>['snapshotFile'] {
  if (state === null) return 'none'
  if (state.lastFault !== null) return 'faulty'
  return state.version === null ? 'none' : 'kept'
}
