import type { IncomingMessage } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'
import ipaddr from 'ipaddr.js'

/** Whether an address is a proxy whose word about the address before it counts. */
export type Trust = (address: string, hop: number) => boolean

/**
 * The network that a request comes from, in one spelling: an IPv4 address, or the first 64 bits of an IPv6 address, all of which one
 * household or phone has for itself. `X-Forwarded-For` is believed as far as trusted proxies wrote it: whatever stands before the
 * last address that is not one of them, anybody may have invented.
 *
 * @param trust null when no proxy is trusted
 * @returns null when there is no address: the connection is gone, or a proxy wrote something else
 */
export function clientNetwork(request: Pick<IncomingMessage, 'headers' | 'socket'>, trust: Trust | null): string | null {
  const { remoteAddress } = request.socket
  const address = trust === null || remoteAddress === undefined ? remoteAddress : proxyAddress(request as IncomingMessage, trust)
  return address === undefined ? null : networkOf(address)
}

function networkOf(text: string): string | null {
  // By far the most common, and in one spelling already: so Node writes them of a connection, the second where it listens on `::`.
  if (plainIpv4.test(text)) return text
  if (text.startsWith(mapped) && plainIpv4.test(text.slice(mapped.length))) return text.slice(mapped.length)
  const bare = withoutPort(text)
  if (!ipaddr.isValid(bare)) return null
  const address = ipaddr.process(bare)
  if (!(address instanceof ipaddr.IPv6)) return address.toString()
  const [first = 0, second = 0, third = 0, fourth = 0, , , seventh = 0, eighth = 0] = address.parts
  // Translated from IPv4 (RFC 6052): the whole of the old internet would be one network.
  if (first === 0x64 && second === 0xff9b) return [seventh >> 8, seventh & 255, eighth >> 8, eighth & 255].join('.')
  return `${first.toString(16)}:${second.toString(16)}:${third.toString(16)}:${fourth.toString(16)}`
}

const mapped = '::ffff:'

const plainIpv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/

/** Some proxies write the port, too: without this every connection would count as another client. */
function withoutPort(text: string): string {
  const [, bracketed, ipv4] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? []
  return bracketed ?? ipv4 ?? text
}
