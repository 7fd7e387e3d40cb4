import { isIP } from 'node:net'
import proxyAddress from '@fastify/proxy-addr'

/** What `TRUSTED_PROXIES` may name besides addresses, as @fastify/proxy-addr understands it. */
const names: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal'])

/**
 * Reads a list of proxies, separated by commas: addresses, networks as `10.0.0.0/8`, and the names above.
 *
 * @returns `faulty`: which entries are none of these, counted from 1
 */
export function readTrustedProxies(text: string): { proxies: string[]; faulty: number[] } {
  const proxies = text.split(',').map((entry) => entry.trim().toLowerCase())
  if (text.trim() === '') return { proxies: [], faulty: [] }
  return { proxies, faulty: proxies.flatMap((entry, index) => (isProxy(entry) ? [] : [index + 1])) }
}

function isProxy(entry: string): boolean {
  if (names.has(entry)) return true
  const [address = '', bits, ...more] = entry.split('/')
  // The library also reads old spellings of addresses, such as 10.1 or 0x7f.1, which nobody means.
  if (isIP(address) === 0 || more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false
  try {
    proxyAddress.compile(entry)
    return true
  } catch (error) {
    // A network that cannot be, among them all of the internet: whoever trusts everybody believes what the caller says.
    if (error instanceof TypeError) return false
    throw error
  }
}
