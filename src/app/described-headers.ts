const text = { type: 'string' }

/** Headers of requests that change an answer beside its parameters, by the names of their components. */
export const requestHeaders = {
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of the answer that you have: while it is still right, the answer is a 304 without a body.',
    schema: { ...text, examples: ['"Y2hpbGQtc2FmZXR5LWRpcmVjdG"'] },
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description:
      'Languages of the reader (RFC 9110), best first. Used only without `locale`; what is malformed in it is skipped.',
    schema: { ...text, examples: ['sv-FI, sv;q=0.9, fi;q=0.5'] },
  },
}

/** Headers of answers, by the names of their components. */
export const answerHeaders = {
  ETag: { description: 'Changes with every byte of the answer. Send it back as `If-None-Match`.', schema: text },
  CacheControl: {
    description:
      'How long a copy may be used: fresh for a minute at most; older while it is fetched anew (`stale-while-revalidate`) and ' +
      'while this service is out of reach (`stale-if-error`); never past the next opening or closing.',
    schema: text,
  },
  NoStore: { description: 'Always `no-store`: no copy may be kept.', schema: text },
  ContentLanguage: { description: 'The languages of all texts in the answer (BCP 47), that of the answer itself first; absent when there are none.', schema: text },
  Vary: {
    description:
      'The request headers that the answer was chosen by: `Accept-Encoding`, and `Accept-Language` where parameters did not say it all.',
    schema: text,
  },
  DirectoryDatabase: {
    description:
      'Only while the database is out of reach, and then `away`: the answer is from the last directory that could be read. Whatever falls overdue meanwhile is left out.',
    schema: { ...text, enum: ['away'] },
  },
  RateLimitPolicy: {
    description:
      'Only where this installation limits requests: how many one address may send in how many seconds, such as `"default";q=600;w=60`.',
    schema: text,
  },
  RateLimit: {
    description:
      'Only where this installation limits requests: how many are left, and in how many seconds there are more, such as `"default";r=599;t=42`.',
    schema: text,
  },
  RetryAfter: { description: 'Seconds after which to try again.', schema: { type: 'integer', minimum: 0, maximum: 3600 } },
  AcceptEncoding: { description: 'Only where the body was in a coding, and then `identity`: bodies are read as they are.', schema: { ...text, enum: ['identity'] } },
  XRequestId: {
    description: 'Names this request in the log, which says nothing about who asked. New for every request.',
    schema: { ...text, format: 'uuid' },
  },
}

/** How the headers are written on the wire. */
export const headerNames: Readonly<Record<keyof typeof answerHeaders, string>> = {
  ETag: 'ETag',
  CacheControl: 'Cache-Control',
  NoStore: 'Cache-Control',
  ContentLanguage: 'Content-Language',
  Vary: 'Vary',
  DirectoryDatabase: 'Directory-Database',
  RateLimitPolicy: 'RateLimit-Policy',
  RateLimit: 'RateLimit',
  RetryAfter: 'Retry-After',
  AcceptEncoding: 'Accept-Encoding',
  XRequestId: 'X-Request-Id',
}
