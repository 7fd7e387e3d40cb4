import { request, type Agent } from 'node:https'

/** How a link is asked for. */
export type Asking = {
  agent: Agent
  userAgent: string
  signal: AbortSignal
  /** Milliseconds for one answer, from looking up the name to the last byte that is read. */
  patience: number
}

export type Answer = {
  status: number
  location: string | null
  /** The server asks to be left alone for a while. */
  isBusy: boolean
}

/** As much of a page as is read: enough to know that it comes. */
const mostBytes = 4096

/**
 * Asks for a page and hears the beginning of the answer. The connection is closed after that, however much would still come.
 *
 * @throws what went wrong on the way; an error with code `LINK_TIMEOUT` when it took too long
 */
export async function ask(url: URL, method: 'HEAD' | 'GET', { agent, userAgent, signal, patience }: Asking): Promise<Answer> {
  const deadline = AbortSignal.timeout(patience)
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const asking = request(url, {
    agent,
    method,
    signal: AbortSignal.any([signal, deadline]),
    // Nothing but what one needs to answer. A name and password in a redirect are not passed on.
    auth: '',
    headers: { 'user-agent': userAgent, accept: 'text/html, */*;q=0.5', 'accept-encoding': 'identity' },
  })
  asking.on('error', reject)
  // A server that wants to speak something else instead: the connection would be closed without a word, and nobody would hear of it.
  asking.on('upgrade', (_response, socket) => {
    socket.destroy()
    reject(new Error('The server switched to another protocol.'))
  })
  asking.on('response', (response) => {
    const { statusCode: status = 0, headers } = response
    const isBusy = status === 429 || (status === 503 && headers['retry-after'] !== undefined)
    const answer = { status, location: headers.location ?? null, isBusy }
    let read = 0
    response.on('error', reject)
    response.on('data', (part: Buffer) => {
      read += part.length
      if (read >= mostBytes) resolve(answer)
    })
    response.on('end', () => resolve(answer))
  })
  asking.end()
  try {
    return await promise
  } catch (error) {
    if (deadline.aborted) throw Object.assign(new Error('It took too long.', { cause: error }), { code: 'LINK_TIMEOUT' })
    throw error
  } finally {
    asking.destroy()
  }
}
