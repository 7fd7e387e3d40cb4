import { ProblemError } from '../lib/errors.ts'
import type { RequestHead } from './identity.ts'

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses a change that a page of another web site may have sent: browsers say in `Origin` where a request comes from, with every one
 * that is not a GET (Fetch, 3.1). Whoever sends no cookie, but a key, is no browser and needs no origin.
 *
 * @throws ProblemError `foreign_origin`
 */
export function checkOrigin({ method, headers }: RequestHead, publicUrl: string): void {
  if (reading.has(method) || headers.authorization !== undefined) return
  const { origin } = headers
  if (origin !== undefined && URL.canParse(origin) && isOurs(new URL(origin), new URL(publicUrl))) return
  throw new ProblemError(
    'foreign_origin',
    origin === undefined
      ? 'A change that is made with a cookie needs the header Origin, with the address of this installation.'
      : 'The header Origin does not have the address of this installation.',
  )
}

/** The names of one's own machine are one: whoever starts the server there may open it by any of them. */
function isOurs(from: URL, ours: URL): boolean {
  if (from.origin === ours.origin) return true
  return from.protocol === 'http:' && ours.protocol === 'http:' && from.port === ours.port && loopback.has(from.hostname) && loopback.has(ours.hostname)
}
