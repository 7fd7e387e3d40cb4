import type { ServerOptions } from 'node:http'

/** Milliseconds and bytes. Each bounds what one connection can hold on to without giving anything. */
export const httpServerOptions = {
  /** All headers together, the address included; `answerClientError` says 431. */
  maxHeaderSize: 16 * 1024,
  /** From the connection, or the end of the answer before, to the last header. */
  headersTimeout: 10_000,
  /** To the last byte of the body. The problem `request_timeout` names it. */
  requestTimeout: 15_000,
  /** How often Node looks for requests that are too late; by default only twice a minute. */
  connectionsCheckingInterval: 1000,
  /** Longer than the minute for which common load balancers keep an idle connection: the balancer must be the one that closes. */
  keepAliveTimeout: 72_000,
  /** Asks the system to notice callers that vanished without a word. */
  keepAlive: true,
  keepAliveInitialDelay: 60_000,
  // Checked in answer-problems.ts, because Node answers without a body.
  requireHostHeader: false,
} as const satisfies ServerOptions
