import type { FastifyInstance } from 'fastify'
import { isConsoleUrl } from './is-console-url.ts'

/** What every answer carries: any page may read it, all headers included, and no browser may take it for something else. */
export const everyAnswer: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': '*',
  'x-content-type-options': 'nosniff',
}

/**
 * Whatever a browser might show as a page may run nothing and stand in no frame; /docs sets its own. The finished answers of the
 * directory go without (send-answer.ts): a policy is for documents, and JSON is none.
 */
export const everyPage: Readonly<Record<string, string>> = {
  ...everyAnswer,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** What is for somebody who signed in: no page of another web site may read it, and no cache keeps it. */
const privatePage: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

/** @param fourEyes false where authors approve what they wrote, which every answer to those who signed in then says */
export function addHeaders(app: FastifyInstance, { fourEyes }: { fourEyes: boolean }): void {
  const privateHeaders = fourEyes ? privatePage : { ...privatePage, 'four-eyes': 'off' }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(isConsoleUrl(request.url) ? privateHeaders : everyPage)
    done()
  })
}
