import { lookup as lookUp } from 'node:dns'
import type { AgentOptions } from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import { RequestFilteringHttpsAgent } from 'request-filtering-agent'

/** Answers inside machines of Azure only, and is in no range that is reserved for such. */
const metadataService = '168.63.129.16'

/**
 * Connects to public addresses only, whatever a name resolves to at that moment: the address that was looked up and judged is the one
 * that is connected to. Private, loopback, link-local and metadata addresses are refused in every spelling, those of IPv6 that stand
 * for an IPv4 address included. Connections are not kept: each link is another host.
 *
 * @param options for tests: who is trusted, how names are looked up, which private address stands for a public one
 */
export function linkAgent(options: Pick<AgentOptions, 'ca' | 'lookup'> & { allowIPAddressList?: string[] } = {}): RequestFilteringHttpsAgent {
  const lookup = withoutOutside(options.lookup ?? lookUp)
  return new RequestFilteringHttpsAgent({ keepAlive: false, denyIPAddressList: [metadataService], ...options, lookup })
}

/** Whether the agent refused an address. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && /^DNS lookup .* is not allowed\./.test(error.message)
}

/**
 * Whether an IPv6 address, perhaps in the brackets of a link, lies outside of what is public at all (2000::/3). The library takes the
 * old spelling of an IPv4 address, `::7f00:1`, for a public one.
 */
export function isOutside(address: string): boolean {
  const bare = address.replace(/^\[(.*)\]$/, '$1')
  return isIPv6(bare) && !/^[23][0-9a-f]{3}:/i.test(bare)
}

function withoutOutside(lookup: LookupFunction): LookupFunction {
  return (host, options, callback) =>
    lookup(host, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
      if (error === null && addresses.some(isOutside)) callback(new Error(`DNS lookup of ${host} is not allowed. It leads outside of the public addresses.`), [])
      else callback(error, found, family)
    })
}
