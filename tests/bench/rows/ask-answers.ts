import { ask } from '../ask.ts'
import type { CannedAnswer } from '../processes/canned-answer.ts'
import type { Request } from '../processes/load.ts'

/** Headers that say what the bytes are: nobody could send the answer without them. A 304 has no bytes, and says of which answer it is. */
const describing = { 200: ['content-type', 'content-encoding'], 304: ['etag'] }

/**
 * The answers of a server, byte for byte.
 *
 * @param revalidated as they come to somebody who has them already: 304
 * @throws Error when one is not answered as it should be.
 */
export async function askAnswers(address: string, requests: readonly Request[], revalidated: boolean): Promise<CannedAnswer[]> {
  const answers: CannedAnswer[] = []
  for (const { url, headers } of requests) {
    const first = await ask(`${address}${url}`, headers)
    const answer = revalidated ? await ask(`${address}${url}`, { ...headers, 'if-none-match': first.headers['etag'] ?? '' }) : first
    if (answer.status !== 304 && (answer.status !== 200 || revalidated)) throw new Error(`${address}${url} is answered with ${answer.status}: ${answer.body.toString().slice(0, 300)}`)
    const kept = describing[answer.status].flatMap((name) => (answer.headers[name] === undefined ? [] : [[name, answer.headers[name]]]))
    answers.push({ url, status: answer.status, headers: Object.fromEntries(kept), body: answer.body })
  }
  return answers
}
