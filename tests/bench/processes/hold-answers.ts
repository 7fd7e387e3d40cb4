import type { CannedAnswer } from './canned-answer.ts'

/** Keeps the answers that a server of bytes sends, and finds the one for a request in the least time. */
export function holdAnswers(): { set: (answers: unknown) => void; find: (url: string) => CannedAnswer } {
  let all: CannedAnswer[] = []
  let byUrl = new Map<string, CannedAnswer>()
  let only: CannedAnswer | undefined
  let turn = 0
  return {
    set: (answers) => {
      all = (answers as CannedAnswer[]).map((answer) => ({ ...answer, body: Buffer.from(answer.body) }))
      byUrl = new Map(all.map((answer) => [answer.url, answer]))
      only = all.length === 1 ? all[0] : undefined
    },
    // For addresses that are each asked once, any answer of the same kind will do: they come in turn.
    find: (url) => {
      const answer = only ?? byUrl.get(url) ?? all[(turn = (turn + 1) % all.length)]
      if (answer === undefined) throw new Error('There are no answers to send yet.')
      return answer
    },
  }
}
