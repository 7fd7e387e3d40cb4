import { entityTag } from '../../../src/lib/entity-tag.ts'
import type { Reply } from './ask-question.ts'
import type { Ledger } from './ledger.ts'
import { openDefinitions } from './open-definitions.ts'
import { openVersionWatch } from './open-version-watch.ts'
import type { Seen } from './open-version-watch.ts'
import type { Question } from './question.ts'
import { readAnswer } from './read-answer.ts'

export type Verdict = {
  sent: number
  /** Got no whole answer, or one with a status that no such question may get. */
  failed: number
  /** Refused because the machine was too busy (503 `overloaded` with Retry-After): depends on the machine, and is told only. */
  refused: number
  /** Answers that are not what their directory version must give, or show what was not published then. */
  wrong: number
  /** Answers with an older version than the same node had shown before they were asked for. */
  backward: number
  /** Published versions that a node jumped over, of the node that jumped most. */
  skipped: number
  /** What the first few of each were. */
  samples: string[]
}

export type Judge = {
  /** To be called when a question is sent. */
  begin: (source: string, isOrdered: boolean) => Seen
  judge: (seen: Seen, question: Question, reply: Reply) => void
  fail: (source: string, question: Question, error: unknown) => void
  /** An entity tag that the question had before; null when it never had one. */
  tagOf: (question: Question) => string | null
  /** The node was started again, perhaps from an older file: it may show an older version once more. */
  startedAgain: (source: string) => void
  /** The database was set back to an older version: from now on each node may go back once, and is then in another history. */
  setBack: () => void
  /**
   * The clock of a node is being changed: until `clockIsSet` no answer is compared with others, and then with none that was given
   * before.
   */
  clockChanges: () => void
  clockIsSet: () => void
  /** Judges what can only be judged when all publications are known. */
  conclude: (ledger: Ledger, firstVersion: number) => Verdict
}

const mostSamples = 5

/** Judges every answer of every node: by itself, beside all others, and by what was published. */
export function judgeAnswers(): Judge {
  const definitions = openDefinitions()
  const watch = openVersionWatch()
  const counts = { sent: 0, failed: 0, refused: 0, wrong: 0, backward: 0 }
  const samples: string[] = []
  const tags = new Map<string, string>()

  function count(what: 'failed' | 'wrong' | 'backward', source: string, question: Question, why: string, times = 1): void {
    counts[what] += times
    if (samples.length < mostSamples) samples.push(`${what}: ${source} ${question.method} ${question.path} ${question.body ?? ''}: ${why}`)
  }

  return {
    begin(source, isOrdered) {
      counts.sent += 1
      return watch.begin(source, isOrdered)
    },
    judge(seen, question, reply) {
      const { source } = seen
      if (reply.status === 503 && reply.bytes.includes('"overloaded"') && reply.headers['retry-after'] !== undefined) {
        counts.refused += 1
        return
      }
      if (reply.status !== 200 && reply.status !== 304) return count('failed', source, question, `status ${reply.status} ${reply.bytes.toString()}`)
      const answer = reply.status === 304 ? definitions.byTag(question, reply.headers.etag) : readAnswer(reply.bytes)
      if (answer === null) return count('wrong', source, question, reply.status === 304 ? 'says 304 to a tag that nobody gave' : 'is no whole answer')
      if (reply.status === 200 && question.method === 'GET') {
        const tag = entityTag(reply.bytes)
        tags.set(question.path, tag)
        definitions.know(question, tag, answer)
        const own = reply.headers['content-encoding']
        const expected = own === undefined ? tag : `${tag.slice(0, -1)}-${own}"`
        if (reply.headers.etag !== expected) return count('wrong', source, question, `its ETag is ${reply.headers.etag} instead of ${expected}`)
      }
      const order = watch.see(seen, answer.version)
      if (order === 'backward') return count('backward', source, question, `version ${answer.version} after ${seen.floor}`)
      if (order === 'unsure') return
      const fault = definitions.compare(question, reply, answer, { history: watch.historyOf(source), clock: seen.clock })
      if (fault !== null) count('wrong', source, question, fault)
    },
    fail: (source, question, error) => count('failed', source, question, String(error)),
    tagOf: (question) => tags.get(question.path) ?? null,
    startedAgain: watch.startedAgain,
    setBack: watch.setBack,
    clockChanges: watch.clockChanges,
    clockIsSet: watch.clockIsSet,
    conclude(ledger, firstVersion) {
      for (const { question, version, markers, times } of definitions.markersOf(watch.lastHistory())) {
        if (version < firstVersion || version > ledger.last()) {
          if (version > ledger.last()) count('wrong', 'a node', question, `version ${version} was never published`, times)
          continue
        }
        const visible = ledger.visibleAt(version)
        const isRight = question.markers === 'all' ? markers.join() === visible.join() : markers.every((marker) => visible.includes(marker))
        if (!isRight) count('wrong', 'a node', question, `version ${version} shows ${markers.join()} instead of ${visible.join()}`, times)
      }
      return { ...counts, skipped: watch.mostSkipped(), samples }
    },
  }
}
