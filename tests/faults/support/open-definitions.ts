import { entityTag } from '../../../src/lib/entity-tag.ts'
import type { Reply } from './ask-question.ts'
import type { Question } from './question.ts'
import type { Answer } from './read-answer.ts'

type Definition = { question: Question; answer: Answer; history: number; minutes: Set<number>; times: number }

export type Definitions = {
  /**
   * Compares an answer with the first one that anybody gave to this question at this version, or takes it as that. What opens or
   * closes does so at the beginning of a minute: only then another answer may be right.
   *
   * @param of only answers of the same history of the database, and of the same setting of the clock, are compared
   * @returns what is wrong with it; null when nothing is
   */
  compare: (question: Question, reply: Reply, answer: Answer, of: { history: number; clock: number }) => string | null
  /** Remembers what has an entity tag, also where nobody can say what it must be compared with. */
  know: (question: Question, tag: string, answer: Answer) => void
  /** The answer with an entity tag. */
  byTag: (question: Question, tag: string | undefined) => Answer | null
  /** Every answer of a history to a question whose markers are known. */
  markersOf: (history: number) => { question: Question; version: number; markers: string[]; times: number }[]
}

const minuteOf = (time: number) => Math.floor(time / 60_000)
const keyOf = ({ method, path, body }: Question) => `${method} ${path} ${body ?? ''}`

export function openDefinitions(): Definitions {
  /** By question, version and history, then by the bytes. */
  const definitions = new Map<string, Map<string, Definition>>()
  const byTag = new Map<string, Answer>()
  return {
    compare(question, reply, answer, { history, clock }) {
      const key = `${keyOf(question)} ${answer.version} ${history} ${clock}`
      const known = definitions.get(key) ?? new Map<string, Definition>()
      definitions.set(key, known)
      const tag = reply.status === 304 ? plain(reply.headers.etag) : entityTag(reply.bytes)
      const same = known.get(tag)
      const minute = minuteOf(reply.sentAt)
      // Of an answer that a cache had kept nobody knows in which minute it was made.
      const isOfOneMinute = minute === minuteOf(reply.receivedAt) && reply.headers.age === undefined
      const other = isOfOneMinute ? [...known].find(([, { minutes }]) => minutes.has(minute))?.[0] : undefined
      if (other !== undefined && other !== tag) return `version ${answer.version} has other bytes than it had for others in the same minute`
      const definition = same ?? { question, answer, history, minutes: new Set<number>(), times: 0 }
      definition.times += 1
      if (isOfOneMinute) definition.minutes.add(minute)
      known.set(tag, definition)
      return null
    },
    know: (question, tag, answer) => void byTag.set(`${keyOf(question)} ${tag}`, answer),
    byTag: (question, tag) => byTag.get(`${keyOf(question)} ${plain(tag)}`) ?? null,
    markersOf: (wanted) =>
      [...definitions.values()]
        .flatMap((known) => [...known.values()])
        .filter(({ question, history }) => history === wanted && question.markers !== 'any')
        .map(({ question, answer, times }) => ({ question, version: answer.version, markers: answer.markers, times })),
  }
}

/** The entity tag of the bytes before they were compressed. */
const plain = (tag: string | undefined) => (tag ?? '').replace(/-(?:gzip|br)"$/, '"')
