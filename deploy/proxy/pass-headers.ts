import type { IncomingHttpHeaders } from 'node:http'

/** Concern one connection, not the message (RFC 9110, 7.6.1). */
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade']

/** The headers of a message that go on to the next. */
export function passHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase())
  const left = [...hopByHop, ...named]
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.includes(name)))
}

/** Not needed by a node (what is not passed on cannot be written down), or about the copy that the caller has. */
const notForNodes = ['user-agent', 'referer', 'range', 'if-range', 'if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since', 'expect', 'content-length']

/** What of a caller's headers a node gets. The caller is named in `X-Forwarded-For`, after those that named themselves there. */
export function headersForNode(headers: IncomingHttpHeaders, caller: string | undefined): IncomingHttpHeaders {
  const passed = passHeaders(headers)
  for (const name of notForNodes) delete passed[name]
  const before = headers['x-forwarded-for']
  return { ...passed, 'x-forwarded-for': [before, caller].filter((part) => part !== undefined).join(', '), via: '1.1 directory-proxy' }
}
