import { hash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'
import { clientNetwork } from './client-network.ts'
import type { RateLimit, Verdict } from './verdict.ts'

const windowMs = 60_000

/**
 * Most networks that are counted in one window, about 14 MB. Beyond, requests of further ones pass uncounted: so many callers at once
 * are no single one to hold back, and the guard against overload holds for all.
 */
const mostNetworks = 100_000

/**
 * Limits how many requests one network may send a minute, of which each minute is one window for all. Keeps no address: networks
 * are counted under a hash whose random key is thrown away with its window, so that nobody can find out later who asked, nor
 * that two minutes saw the same caller.
 *
 * @param name of the limit in the fields of the answer
 * @param clock milliseconds of a clock that never goes back
 * @returns null when nothing is limited
 */
export function createRateLimit(
  { rateLimitPerMinute: quota, trustedProxies, name = 'default' }: { rateLimitPerMinute: number; trustedProxies: readonly string[]; name?: string },
  clock: () => number = () => performance.now(),
): RateLimit | null {
  if (quota === 0) return null
  const trust = trustedProxies.length === 0 ? null : proxyAddress.compile([...trustedProxies])
  const policy = `"${name}";q=${quota};w=${windowMs / 1000}`
  // Each limit has its own: a request may be judged by several.
  const judged = Symbol(name)
  let key = ''
  let counts = new Map<string, number>()
  let ends = Number.NEGATIVE_INFINITY

  function judge(request: IncomingMessage): Verdict {
    const now = clock()
    if (now >= ends) {
      key = randomBytes(32).toString('latin1')
      counts = new Map()
      ends = now + windowMs
    }
    const network = hash('sha256', key + (clientNetwork(request, trust) ?? ''), 'base64url').slice(0, 16)
    const count = counts.get(network) ?? 0
    const refused = count >= quota
    const left = refused ? 0 : quota - count - 1
    if (!refused && (count > 0 || counts.size < mostNetworks)) counts.set(network, count + 1)
    const seconds = Math.max(1, Math.ceil((ends - now) / 1000))
    return { refused, policy, state: `"${name}";r=${left};t=${seconds}`, retryAfter: seconds }
  }

  return (request: IncomingMessage & { [judged]?: Verdict }) => (request[judged] ??= judge(request))
}
