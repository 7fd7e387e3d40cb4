import { Agent, request, type IncomingHttpHeaders } from 'node:http'

export interface Question {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingHttpHeaders
  body: Buffer | null
}

export interface NodeAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Nodes {
  /** The answer of one of the nodes; null when none gave any. */
  ask: (question: Question) => Promise<NodeAnswer | null>
  close: () => void
}

/** A node that takes longer than this to accept a connection, or to go on with an answer, counts as gone, in milliseconds. */
const [connectTimeout, answerTimeout] = [1000, 10_000]

/** A question in a body, which changes nothing: somebody who needs help must not lose it because a node was lost just then. */
const readsByPost = '/v1/help'

/**
 * Asks the nodes in turn. When one does not answer, or says that it has no room, the next is asked, unless the question was sent and
 * may change something. An answer is given on only when it is whole, so that a caller never sees two nodes in one.
 *
 * @param addresses host and port of each
 */
export function openNodes(addresses: readonly string[]): Nodes {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 })
  let turn = 0

  async function ask(question: Question): Promise<NodeAnswer | null> {
    const { method, url } = question
    const safe = method === 'GET' || method === 'HEAD' || (method === 'POST' && url.split('?', 1)[0] === readsByPost)
    const first = turn++
    let last: NodeAnswer | null = null
    for (let index = 0; index < addresses.length; index++) {
      const address = addresses[(first + index) % addresses.length] ?? ''
      const outcome = await send(address, question, safe ? agent : null)
      if (outcome.answer !== null) last = outcome.answer
      if (outcome.answer !== null && ![502, 503, 504].includes(outcome.answer.status)) break
      if (!safe && outcome.sent) break
    }
    return last
  }

  return { ask, close: () => agent.destroy() }
}

/** What is not sent twice gets a connection of its own: one that was kept open may be closed just now, and nobody knows what arrived. */
function send(address: string, { method, url, headers, body }: Question, agent: Agent | null): Promise<{ answer: NodeAnswer | null; sent: boolean }> {
  return new Promise((resolve) => {
    let sent = false
    const fail = () => {
      clearTimeout(connecting)
      outgoing.destroy()
      resolve({ answer: null, sent })
    }
    const [host, port] = address.split(':')
    const outgoing = request({ host, port, method, path: url, headers, agent: agent ?? false, timeout: answerTimeout }, (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('error', fail)
      incoming.on('end', () => {
        const { statusCode: status = 502, headers: given } = incoming
        if (incoming.complete) resolve({ answer: { status, headers: given, body: Buffer.concat(parts) }, sent })
        else fail()
      })
    })
    const connecting = setTimeout(fail, connectTimeout)
    outgoing.on('socket', (socket) => {
      const connected = () => {
        sent = true
        clearTimeout(connecting)
      }
      if (socket.connecting) socket.once('connect', connected)
      else connected()
    })
    outgoing.on('timeout', fail)
    outgoing.on('error', fail)
    outgoing.end(body ?? undefined)
  })
}
