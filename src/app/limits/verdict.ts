import type { IncomingMessage } from 'node:http'

/**
 * What the limit says to one request. Both fields belong to every answer that is limited, whatever its status
 * (draft-ietf-httpapi-ratelimit-headers-11).
 */
export type Verdict = {
  refused: boolean
  /** Value of `RateLimit-Policy`. */
  policy: string
  /** Value of `RateLimit`. */
  state: string
  /** Whole seconds until the window ends: value of `Retry-After` where the request is refused. */
  retryAfter: number
}

/** Counts a request and judges it. Asked again about the same request it gives the same verdict and counts nothing. */
export type RateLimit = (request: IncomingMessage) => Verdict
