import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { describeResponses } from '../../lib/describe-responses.ts'
import { noFields } from '../../lookup/parameters/fields.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import type { RawQuery } from '../../lookup/route.ts'
import type { Metrics } from './create-metrics.ts'

const text = z.string().meta({ description: 'Metrics in the text format of Prometheus. docs/operate.md says what each means.' })

/** Adds `/metrics`, for those who run an installation. Keep it from the public where you put a proxy in front. */
export function addMetrics(app: FastifyInstance, metrics: Metrics): void {
  app.get<RawQuery>(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        tags: ['Operations'],
        summary: 'Tell what this node measures.',
        description:
          'Requests, latencies, the cache, the directory that is served, the database, memory and processor, in the text format ' +
          'of Prometheus. Nothing in it is about a caller.',
        querystring: noFields,
        response: describeResponses('What it measures now.', text, ['invalid_parameters'], { mediaType: 'text/plain', isLimited: false }),
      },
      serializerCompiler: () => String,
    },
    async (request, reply) => {
      readFields(noFields, request.query, 'query')
      const written = await metrics.write()
      return reply.header('cache-control', 'no-store').type(metrics.mediaType).send(written)
    },
  )
  app.addHook('onClose', () => metrics.close())
}
