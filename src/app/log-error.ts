import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Logs an error of our own making. Messages of errors can hold what a caller sent, so that only their kind and the places in
 * our code are written.
 */
export function logError(app: FastifyInstance, request: FastifyRequest, error: unknown): void {
  const facts = { requestId: request.id, method: request.method, route: request.routeOptions.url ?? null }
  app.log.error({ ...facts, error: describeFault(error) }, 'a request failed')
}

/** The kind of an error and of its causes, and the places in our code. */
export function describeFault(error: unknown): { type: string; code: string | null; at: string[] }[] {
  const chain: { type: string; code: string | null; at: string[] }[] = []
  for (let current = error; current instanceof Error && chain.length < 5; current = current.cause) {
    const code: unknown = 'code' in current ? current.code : null
    const frames = framesOf(current).split('\n').filter((line) => line.startsWith('    at '))
    chain.push({ type: current.name, code: typeof code === 'string' ? code : null, at: frames.map((line) => line.trim()) })
  }
  return chain
}

/** The stack without the message before it, which may hold what a caller sent, and look like a part of the stack. */
function framesOf({ stack = '', message }: Error): string {
  const begin = stack.indexOf(message)
  return begin === -1 ? '' : stack.slice(begin + message.length)
}
