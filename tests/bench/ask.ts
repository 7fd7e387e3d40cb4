import { Agent, request } from 'node:http'

export type Asked = { status: number; headers: Record<string, string>; body: Buffer }

const agent = new Agent({ keepAlive: true })

/** One request, answered with the bytes as they came: nothing is unpacked. */
export function ask(url: string, headers: Record<string, string> = {}): Promise<Asked> {
  const { promise, resolve, reject } = Promise.withResolvers<Asked>()
  request(url, { headers, agent }, (response) => {
    const parts: Buffer[] = []
    response.on('data', (part: Buffer) => parts.push(part))
    response.on('error', reject)
    response.on('end', () => {
      const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
      resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(named), body: Buffer.concat(parts) })
    })
  })
    .on('error', reject)
    .end()
  return promise
}
