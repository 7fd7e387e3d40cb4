import { ProblemError } from '../lib/errors.ts'
import { Prisma } from './generated/client.ts'

/** Seconds after which to try again. */
const retryAfter = 5

/** Says that nothing can be changed now, and when to come again. */
export function databaseAway(cause?: unknown): ProblemError {
  const detail = 'The database cannot be reached. Nothing was changed.'
  return new ProblemError('database_away', detail, { headers: { 'retry-after': String(retryAfter) }, ...(cause === undefined ? {} : { cause }) })
}

/** Of Prisma: not reachable, timed out, closed, no free connection, a transaction that took too long or was lost. */
const lostCodes: ReadonlySet<string> = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028'])

/** Of PostgreSQL: connections, resources (full disk, too many connections), shutting down. */
const lostStates = /\b(?:08\w{3}|53\w{3}|57P\d\d)\b/

const lostWords =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|Connection terminated|timeout exceeded when trying to connect|connection timeout|Query read timeout|terminating connection|the database system is|Can't reach database server|Server has closed the connection/i

/** Whether something failed because the database is away, and not because of what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return lostCodes.has(code) || lostStates.test(code) || lostStates.test(causeCode(error)) || lostWords.test(error.message)
}

/** The driver's own code, which Prisma hands on below its own. */
function causeCode(error: Error): string {
  const meta = 'meta' in error ? JSON.stringify(error.meta) : ''
  const cause = error.cause instanceof Error ? `${error.cause.name} ${error.cause.message}` : ''
  return `${/"(?:originalCode|code)":"(\w{5})"/.exec(meta)?.[1] ?? ''} ${lostWords.test(cause) ? '08000' : ''}`
}
