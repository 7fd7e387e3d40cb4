import { answerHeaders } from './described-headers.ts'

const text = { type: 'string' }

/** Headers of requests by somebody who signed in, by the names of their components. */
export const consoleRequestHeaders = {
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description:
      'The `ETag` of what you read. When somebody changed it meanwhile the answer is 412 and nothing happens; without it 428. `*` does not say what you saw.',
    schema: { ...text, examples: ['"1.2"'] },
  },
  IfMatchOrNot: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of what you read. When it is sent and somebody changed it meanwhile, the answer is 412. Whoever is in a hurry leaves it out.',
    schema: { ...text, examples: ['"1.2"'] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Anything that you have not used for another request, 1 to 200 visible characters. Sent again with the same body within a day, the answer is that of the first time, and nothing is made twice.',
    schema: { ...text, minLength: 1, maxLength: 200, examples: ['8f14e45f-ceea-4671-a2b1-6d5c0e1f9b3a'] },
  },
  Origin: {
    name: 'Origin',
    in: 'header',
    required: false,
    description:
      'The address of this installation (`PUBLIC_URL`). Browsers send it by themselves; whoever sends a cookie without a browser says it. Not needed with a key.',
    schema: { ...text, format: 'uri', examples: ['https://directory.example.org'] },
  },
}

const { NoStore, RateLimitPolicy, RateLimit, RetryAfter, AcceptEncoding, XRequestId } = answerHeaders

/** Headers of answers to somebody who signed in, by the names of their components. */
export const consoleAnswerHeaders = {
  ETag: { description: 'Which state of the thing this is. Send it as `If-Match` with what you change.', schema: text },
  CurrentETag: { description: 'Which state the thing is in now, where it has one.', schema: text },
  Location: { description: 'Where the new thing is read.', schema: { ...text, format: 'uri-reference' } },
  SetCookie: {
    description: 'The cookie of the session or of what has begun in this browser, or the end of it. `HttpOnly`, `SameSite=Lax`, and over https `Secure` with a name that begins with `__Host-`.',
    schema: text,
  },
  WWWAuthenticate: { description: 'Only where a key was sent that is not valid, and then `Bearer`.', schema: text },
  ContentDisposition: { description: 'That it is a file, and its name.', schema: text },
  NoStore,
  RateLimitPolicy,
  RateLimit,
  RetryAfter,
  AcceptEncoding,
  XRequestId,
}

/** How the headers are written on the wire. */
export const consoleHeaderNames: Readonly<Record<keyof typeof consoleAnswerHeaders, string>> = {
  ETag: 'ETag',
  CurrentETag: 'ETag',
  Location: 'Location',
  SetCookie: 'Set-Cookie',
  WWWAuthenticate: 'WWW-Authenticate',
  ContentDisposition: 'Content-Disposition',
  NoStore: 'Cache-Control',
  RateLimitPolicy: 'RateLimit-Policy',
  RateLimit: 'RateLimit',
  RetryAfter: 'Retry-After',
  AcceptEncoding: 'Accept-Encoding',
  XRequestId: 'X-Request-Id',
}

/** How one proves who one is. */
export const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-directory-session',
    description: 'The cookie of somebody who signed in under `/v1/sign-in`. On plain http, as on one’s own machine, it is called `directory-session`.',
  },
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of an organisation, `csrd_…`, from `POST /v1/console/organisations/{organisationId}/api-keys`. It reads and edits, and never approves.',
  },
}
