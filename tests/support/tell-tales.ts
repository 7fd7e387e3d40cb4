import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'

/**
 * What callers send in these tests, each kind with words of its own, so that a trace says where it came from. None of them occurs
 * in the seed, in the code or in what the machine says of itself.
 */
export const tellTales: readonly string[] = [
  '127.77.66.55',
  '203.0.113.77',
  '203.0.113.78',
  '203.0.113.79',
  '2001:db8:7e11',
  'zzagentzz',
  'zzrefererzz',
  'zzcookiezz',
  'zztokenzz',
  'zzrequestidzz',
  'zzheadernamezz',
  'zzheadervaluezz',
  'zzlocalezz',
  'zztagzz',
  'zzvaluezz',
  'zznamezz',
  'zzpathzz',
  'zzqueryzz',
  'zzbodyzz',
  'zzfieldzz',
  'zzmediatypezz',
  'zzmethodzz',
  'zzrawzz',
  // Valid values, as they stand in an address or a body.
  'ageband=10-12',
  'situation=sextortion',
  'country=to&',
  '"age":11',
]

const headers = {
  'user-agent': 'zzagentzz/1.0',
  referer: 'https://zzrefererzz.example.org/zzrefererzz',
  cookie: 'a=zzcookiezz',
  authorization: 'Bearer zztokenzz',
  'x-request-id': 'zzrequestidzz',
  'x-zzheadernamezz': 'zzheadervaluezz',
  'x-forwarded-for': '203.0.113.77, 2001:db8:7e11::1',
  forwarded: 'for=203.0.113.78;host=zzheadervaluezz',
  'x-real-ip': '203.0.113.79',
  'accept-language': 'sv, zzlocalezz;q=0.5',
  'if-none-match': '"zztagzz"',
}

const addresses = [
  '/v1/help?country=TO&ageBand=10-12&situation=sextortion&locale=sv',
  '/v1/help?country=TO&ageBand=10-12&situation=sextortion',
  '/v1/help?country=zzvaluezz&ageBand=zzvaluezz&zznamezz=1',
  '/v1/help?country=FI&locale=zzlocalezz',
  '/v1/listings?q=zzqueryzz',
  '/v1/listings?q=zzqueryzz&country=FI',
  '/v1/listings/zzpathzz',
  '/v1/listings/zzpathzz%zz',
  `/v1/listings/${'zzpathzz'.repeat(50)}`,
  '/v1/countries/zzpathzz',
  '/v1/bundles/zzpathzz',
  '/v1/guidance?situation=zzvaluezz',
  '/zzpathzz/zzpathzz?zznamezz=zzvaluezz',
  '/docs/zzpathzz',
  '/livez?zznamezz=zzvaluezz',
  '/readyz?zznamezz=zzvaluezz',
  '/metrics?zznamezz=zzvaluezz',
  `/v1/help?${'a'.repeat(9000)}=zzvaluezz`,
]

const bodies = [
  '{"country":"TO","situation":"sextortion","age":11}',
  '{"country":"zzbodyzz","zzfieldzz":1}',
  '{zzbodyzz',
  '"zzbodyzz"',
  JSON.stringify({ country: 'zzbodyzz'.repeat(5000) }),
]

/** Bytes that are not, or not quite, a request. */
const raw = [
  'zzrawzz\r\n\r\n',
  'ZZMETHODZZ /zzpathzz HTTP/1.1\r\nHost: zzrawzz\r\n\r\n',
  'GET /zzpathzz HTTP/1.1\r\nHost: zzrawzz\r\nzzrawzz\r\n\r\n',
  'CONNECT zzrawzz:443 HTTP/1.1\r\nHost: zzrawzz\r\n\r\n',
  'GET /v1/listings?q=zzqueryzz\xff HTTP/1.1\r\nHost: zzrawzz\r\nConnection: close\r\n\r\n',
  'POST /v1/help HTTP/1.1\r\nHost: zzrawzz\r\nExpect: zzrawzz\r\nContent-Length: 8\r\n\r\nzzbodyzz',
  'POST /v1/help HTTP/1.1\r\nHost: zzrawzz\r\nContent-Type: application/json\r\nContent-Length: 3\r\nConnection: close\r\n\r\nzzbodyzz',
  `GET /livez HTTP/1.1\r\nHost: x\r\nA: ${'zzheadervaluezz'.repeat(2000)}\r\n\r\n`,
]

/**
 * Sends all of it, from an address of its own where the system has one to lend.
 *
 * @returns how often each status was the answer
 */
export async function sendTellTales(origin: string): Promise<Map<number, number>> {
  const { hostname, port } = new URL(origin)
  const localAddress = process.platform === 'linux' ? '127.77.66.55' : undefined
  const statuses = new Map<number, number>()
  const ask = async (method: string, path: string, more: Record<string, string> = {}, body?: string) => {
    const asking = request({ hostname, port, method, path, headers: { ...headers, ...more }, localAddress, agent: false })
    asking.end(body)
    const [response] = await once(asking, 'response')
    response.resume()
    await once(response, 'close')
    statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1)
  }
  for (const path of addresses) for (const method of ['GET', 'GET', 'HEAD', 'DELETE', 'OPTIONS']) await ask(method, path)
  for (const body of bodies) await ask('POST', '/v1/help', { 'content-type': 'application/json' }, body)
  await ask('POST', '/v1/help', { 'content-type': 'text/zzmediatypezz' }, 'zzbodyzz')
  for (const bytes of raw) {
    const socket = connect({ host: hostname, port: Number(port), localAddress }).resume()
    socket.write(bytes, 'latin1')
    await once(socket, 'close')
  }
  return statuses
}
