import type { IncomingHttpHeaders } from 'node:http'
import { openAnswerStore, type KeptAnswer } from './open-answer-store.ts'
import type { NodeAnswer, Nodes, Question } from './open-nodes.ts'
import { readLifetime } from './read-lifetime.ts'

export interface Served {
  answer: NodeAnswer
  /** Seconds since a node made it; null when it was made for this caller. */
  age: number | null
  /** For `Cache-Status` (RFC 9211). */
  said: string
}

/**
 * Answers from what is kept, as long as each answer allows, and from the nodes otherwise. Many who ask the same at once are one
 * question to a node.
 *
 * @param clock milliseconds of a clock that never goes back
 * @returns null when no node answers and nothing may be shown instead
 */
export function openCache(nodes: Nodes, clock: () => number): (question: Question) => Promise<Served | null> {
  const store = openAnswerStore()
  const fetching = new Map<string, Promise<NodeAnswer | null>>()
  const ageOf = ({ keptAt, headers }: KeptAnswer) => Number(headers.age ?? 0) + (clock() - keptAt) / 1000
  const hit = (answer: KeptAnswer, said: string): Served => ({ answer, age: Math.floor(ageOf(answer)), said })

  async function fetch({ url, headers }: Question, old: KeptAnswer | undefined): Promise<NodeAnswer | null> {
    const conditional: IncomingHttpHeaders = old?.headers.etag === undefined ? headers : { ...headers, 'if-none-match': old.headers.etag }
    const answer = await nodes.ask({ method: 'GET', url, headers: conditional, body: null })
    if (answer === null) return null
    const whole = answer.status === 304 && old !== undefined ? confirm(old, answer) : answer
    const lifetime = readLifetime(whole.headers)
    if (lifetime !== null) store.keep(url, headers, whole, lifetime, clock())
    // What was withdrawn must not come back when the nodes fail later.
    else if (whole.status < 500) store.drop(url, headers)
    return whole
  }

  function fetchOnce(question: Question, old: KeptAnswer | undefined): Promise<NodeAnswer | null> {
    const running = fetch(question, old).finally(() => {
      if (fetching.get(question.url) === running) fetching.delete(question.url)
    })
    fetching.set(question.url, running)
    return running
  }

  return async function answer(question) {
    const { method, url, headers } = question
    if ((method !== 'GET' && method !== 'HEAD') || headers.authorization !== undefined || isPrivate(url)) {
      return pass(await nodes.ask(question), method === 'GET' || method === 'HEAD' ? 'fwd=bypass' : 'fwd=method')
    }
    const first = show(store.find(url, headers))
    if (first !== null) return first
    // What somebody else is fetching may be an answer to this, too. If it is not, it is asked for now.
    if (fetching.has(url)) await fetching.get(url)
    const kept = store.find(url, headers)
    const fetched = show(kept)
    if (fetched !== null) return { ...fetched, said: `${fetched.said}; collapsed` }

    const made = await fetchOnce(question, kept)
    const isFault = made === null || [500, 502, 503, 504].includes(made.status)
    if (isFault && kept !== undefined && ageOf(kept) < kept.lifetime.whileFailing) return hit(kept, 'hit; detail=stale-if-error')
    return pass(made, kept === undefined ? 'fwd=uri-miss' : 'fwd=stale')

    /** What is kept, if it may be shown without waiting. */
    function show(found: KeptAnswer | undefined): Served | null {
      if (found === undefined) return null
      const age = ageOf(found)
      if (age < found.lifetime.fresh) return hit(found, 'hit')
      if (age >= found.lifetime.whileRevalidating) return null
      if (!fetching.has(url)) void fetchOnce(question, found)
      return hit(found, 'hit; detail=stale-while-revalidate')
    }
  }
}

/** An answer with the headers of the 304 that confirmed it. That the database was away when it was made is no longer so, unless that says it again. */
function confirm(old: KeptAnswer, { headers }: NodeAnswer): KeptAnswer {
  const { 'directory-database': _away, ...lasting } = old.headers
  const { 'content-length': _length, ...news } = headers
  return { ...old, headers: { ...lasting, ...news } }
}

/** What is for somebody who signed in is neither kept nor waited for by others. */
const isPrivate = (url: string) => /^\/v1\/(?:console|sign-in)\b/.test(url)

const pass = (answer: NodeAnswer | null, said: string): Served | null => (answer === null ? null : { answer, age: null, said })
