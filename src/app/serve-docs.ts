import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { sendAnswer } from '../lookup/answer/send-answer.ts'
import { noFields } from '../lookup/parameters/fields.ts'
import { readFields } from '../lookup/parameters/read-fields.ts'
import type { RawQuery } from '../lookup/route.ts'

/** Nothing may come from, or go to, another origin: whoever reads these pages may be looking for help. */
const contentSecurityPolicy = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'connect-src': "'self'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'img-src': "'self' data:",
  'script-src': "'self'",
  // Swagger UI sets style attributes.
  'style-src': "'self' 'unsafe-inline'",
}

/** Adds the description of the API at /openapi.json, and /docs to read it and try it. */
export async function serveDocs(app: FastifyInstance, now: () => Date): Promise<void> {
  app.get<RawQuery>('/openapi.json', { schema: { hide: true } }, (request, reply) => {
    readFields(noFields, request.query, 'query')
    return sendAnswer(request, reply, { body: app.swagger(), locales: null, nextChange: null, variesBy: [] }, now())
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: contentSecurityPolicy,
    theme: { title: 'API reference · Child Safety Resource Directory' },
    // BaseLayout has no bar to load descriptions from elsewhere.
    uiConfig: {
      layout: 'BaseLayout',
      deepLinking: true,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      defaultModelsExpandDepth: 0,
    },
  })
}
