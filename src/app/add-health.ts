import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { LookupContext } from '../lookup/context.ts'
import { currentDirectory } from '../lookup/current-directory.ts'
import { describeResponses } from '../lookup/describe-responses.ts'
import { noFields } from '../lookup/parameters/fields.ts'
import { readFields } from '../lookup/parameters/read-fields.ts'
import type { RawQuery } from '../lookup/route.ts'
import { directoryVersionView } from '../lookup/views/directory-version.ts'

const aliveView = z
  .object({ status: z.literal('alive').meta({ description: 'Always the same word.' }) })
  .meta({ id: 'Liveness', description: 'The process answers.' })

const readyView = z
  .object({
    status: z.literal('ready').meta({ description: 'Always the same word.' }),
    directoryVersion: directoryVersionView.meta({ description: 'The version of the directory that is served.' }),
    database: z
      .enum(['answers', 'away'])
      .meta({ id: 'DatabaseState', description: 'Whether the database answered when it was last asked.' })
      .meta({ description: '`away`: the last directory that could be read is served meanwhile.' }),
  })
  .meta({ id: 'Readiness', description: 'There is a directory to answer from.' })

/** Adds what load balancers and operators ask. */
export function addHealth(app: FastifyInstance, context: LookupContext): void {
  app.get<RawQuery>(
    '/livez',
    {
      schema: {
        operationId: 'getLiveness',
        tags: ['Operations'],
        summary: 'Tell that the process answers.',
        description: 'Restart the process when this does not answer.',
        querystring: noFields,
        response: describeResponses('It does.', aliveView, ['invalid_parameters']),
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
        description: 'Send requests to this process only while this answers 200.',
        querystring: noFields,
        response: describeResponses('There is.', readyView, ['invalid_parameters', 'directory_not_loaded']),
      },
    },
    (request, reply) => {
      readFields(noFields, request.query, 'query')
      const body: z.output<typeof readyView> = {
        status: 'ready',
        directoryVersion: currentDirectory(context).version,
        database: context.snapshot.databaseAnswers() ? 'answers' : 'away',
      }
      return reply.header('cache-control', 'no-store').send(body)
    },
  )
}
