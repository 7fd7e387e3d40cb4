import type { IncomingHttpHeaders } from 'node:http'

/** For how many seconds a kept answer may be shown, each counted from when it was made (RFC 9111, RFC 5861). */
export interface Lifetime {
  fresh: number
  /** While the next one is fetched. */
  whileRevalidating: number
  /** While none can be had. */
  whileFailing: number
}

/** What an answer says about being kept by a shared cache; null when it must not be, or says nothing. */
export function readLifetime(headers: IncomingHttpHeaders): Lifetime | null {
  if (headers['set-cookie'] !== undefined || headers.vary?.includes('*')) return null
  const directives = new Map(
    (headers['cache-control'] ?? '').split(',').map((directive) => {
      const [name = '', value = ''] = directive.split('=', 2)
      return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')] as const
    }),
  )
  if (['no-store', 'private', 'no-cache'].some((name) => directives.has(name))) return null
  const seconds = (name: string) => {
    const value = directives.get(name) ?? ''
    return /^\d{1,9}$/.test(value) ? Number(value) : null
  }
  const fresh = seconds('s-maxage') ?? seconds('max-age')
  if (fresh === null || fresh === 0) return null
  // These forbid to show it any longer.
  const strict = ['must-revalidate', 'proxy-revalidate', 's-maxage'].some((name) => directives.has(name))
  const beyond = (name: string) => fresh + (strict ? 0 : (seconds(name) ?? 0))
  return { fresh, whileRevalidating: beyond('stale-while-revalidate'), whileFailing: beyond('stale-if-error') }
}
