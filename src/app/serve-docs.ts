import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { keepAnswer } from '../lookup/answer/kept-answer.ts'
import type { KeptAnswer } from '../lookup/answer/kept-answer.ts'
import { sendKept } from '../lookup/answer/send-answer.ts'
import { noFields } from '../lookup/parameters/fields.ts'
import { readFields } from '../lib/fields/read-fields.ts'
import type { RawQuery } from '../lookup/route.ts'
import { entityTag, namesEntityTag } from '../lib/entity-tag.ts'
import type { ApiDocument } from './docs/api-document.ts'
import { references } from './docs/references.ts'
import { writePage } from './docs/write-page.ts'

/** Nothing may come from, or go to, another origin: whoever reads these pages may be looking for help. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'img-src data:',
  "script-src 'self'",
  "style-src 'self'",
].join('; ')

const folder = path.join(import.meta.dirname, 'docs')

/**
 * Adds the descriptions of both APIs, and a page each to read it and try it: /docs, and /docs/console for those who sign in. Who comes to / is
 * led to the first. The pages are our own, because they must be usable by everybody (WCAG 2.2 AA), which Swagger UI's buttons inside buttons are not.
 */
export async function serveDocs(app: FastifyInstance, now: () => Date): Promise<void> {
  const [style, script] = await Promise.all([readFile(path.join(folder, 'docs.css')), readFile(path.join(folder, 'docs.js'))])
  const hidden = { schema: { hide: true } }
  const pages = new Map<string, Buffer>()
  const descriptions = new Map<string, KeptAnswer>()

  for (const reference of references) {
    const read = () => (reference.api === 'console' ? app.consoleSwagger() : app.swagger())
    app.get<RawQuery>(reference.description, hidden, (request, reply) => {
      readFields(noFields, request.query, 'query')
      const route = reference.description
      const description = descriptions.get(route) ?? keepAnswer({ body: read(), locales: null, nextChange: null }, { route, variesBy: [] }, now())
      descriptions.set(route, description)
      return sendKept(request, reply, description, now())
    })
    app.get(reference.page, hidden, (request, reply) => {
      const page = pages.get(reference.page) ?? Buffer.from(writePage(read() as unknown as ApiDocument, reference))
      pages.set(reference.page, page)
      reply.header('content-security-policy', contentSecurityPolicy)
      return sendFile(request, reply, 'text/html; charset=utf-8', page)
    })
  }
  app.get('/docs/docs.css', hidden, (request, reply) => sendFile(request, reply, 'text/css; charset=utf-8', style))
  app.get('/docs/docs.js', hidden, (request, reply) => sendFile(request, reply, 'text/javascript; charset=utf-8', script))
  app.get('/', hidden, (_request, reply) => reply.header('cache-control', 'public, max-age=60').redirect('/docs', 308))
}

/** The same bytes as long as this release runs; a minute later a browser sees those of the next. */
function sendFile(request: FastifyRequest, reply: FastifyReply, type: string, bytes: Buffer): FastifyReply {
  const tag = entityTag(bytes)
  reply.headers({ etag: tag, 'cache-control': 'public, max-age=60' })
  if (namesEntityTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return reply.type(type).send(bytes)
}
