/**
 * Seconds for which an answer is fresh, and for which a cache may go on with it while it fetches the next: what is suspended
 * disappears everywhere within a minute and a half, as long as this service can be reached.
 */
const longestAge = 60
const whileRevalidating = 30

/** Seconds for which a cache may go on with an old answer while it cannot reach this service: old help is better than none. */
const whileFailing = 3600

/**
 * The `Cache-Control` of the answer that a listing is not public. A cache that kept the listing must be able to keep this in its
 * place: otherwise it would show what was withdrawn again, as soon as it cannot reach this service.
 */
export const absentCacheControl = `public, max-age=${longestAge}, stale-if-error=${whileFailing}`

/** Seconds beyond which no cache may keep an answer, however long it stays as it is. */
const longestKept = longestAge + whileFailing

/**
 * Whole seconds until the answer changes by itself, as far as they count: answers with the same number have the same `Cache-Control`.
 *
 * @param left milliseconds until the answer changes by itself
 */
export function steadySeconds(left: number): number {
  return left >= longestKept * 1000 ? longestKept : Math.max(0, Math.floor(left / 1000))
}

/**
 * The `Cache-Control` of an answer. No cache may show it after it has changed by itself, not even an old one while this service is
 * out of reach.
 *
 * @param left milliseconds until the answer changes by itself
 */
export function cacheControl(left: number): string {
  return header(steadySeconds(left))
}

function header(left: number): string {
  const maxAge = Math.min(longestAge, left)
  // Both count from the end of max-age (RFC 5861).
  const beyond = { 'stale-while-revalidate': whileRevalidating, 'stale-if-error': whileFailing }
  const stale = Object.entries(beyond).map(([name, longest]) => ({ name, seconds: Math.min(longest, left - maxAge) }))
  const directives = stale.filter(({ seconds }) => seconds > 0).map(({ name, seconds }) => `${name}=${seconds}`)
  return ['public', `max-age=${maxAge}`, ...directives].join(', ')
}
