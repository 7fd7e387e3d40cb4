import { once } from 'node:events'
import { request } from 'node:http'
import type { Agent, IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Question } from './question.ts'

export type Reply = {
  status: number
  headers: IncomingHttpHeaders
  /** The whole body, unpacked. */
  bytes: Buffer
  /** By the clock of the wall, in milliseconds. */
  sentAt: number
  receivedAt: number
}

export const encodings = ['identity', 'gzip', 'br'] as const

type Connection = {
  /** false for a connection that serves this request only. */
  agent: Agent | false
  encoding: (typeof encodings)[number]
  /** The entity tag of an answer that the caller has. */
  known: string | null
}

/** Nobody waits longer for an answer, in milliseconds. */
const patience = 30_000

/** Asks once; rejects when no whole answer comes. */
export async function askQuestion(address: string, { method, path, body }: Question, { agent, encoding, known }: Connection): Promise<Reply> {
  const sentAt = Date.now()
  const headers = {
    'accept-encoding': encoding,
    ...(known === null ? {} : { 'if-none-match': known }),
    ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  }
  const signal = AbortSignal.timeout(patience)
  const asking = request(`${address}${path}`, { method, agent, headers, signal })
  asking.end(body ?? undefined)
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  const parts: Buffer[] = []
  // Rejects when the connection ends before the body does.
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part)
  if (!response.complete) throw new Error('The answer was cut off.')
  const bytes = unpack(Buffer.concat(parts), response.headers['content-encoding'])
  return { status: response.statusCode ?? 0, headers: response.headers, bytes, sentAt, receivedAt: Date.now() }
}

function unpack(bytes: Buffer, encoding: string | undefined): Buffer {
  if (bytes.length === 0 || encoding === undefined) return bytes
  return encoding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes)
}
