import type { IncomingHttpHeaders } from 'node:http'
import { LRUCache } from 'lru-cache'
import type { NodeAnswer } from './open-nodes.ts'
import type { Lifetime } from './read-lifetime.ts'

export interface KeptAnswer extends NodeAnswer {
  lifetime: Lifetime
  /** What the answer was chosen by, as the question had it. */
  chosenBy: readonly (readonly [header: string, value: string])[]
}

/** Most bytes that are kept, and most different answers to one address. */
const [mostBytes, mostVariants] = [64 * 1024 * 1024, 32]

export interface AnswerStore {
  find: (url: string, headers: IncomingHttpHeaders) => KeptAnswer | undefined
  keep: (url: string, headers: IncomingHttpHeaders, answer: NodeAnswer, lifetime: Lifetime) => KeptAnswer
}

/** Keeps answers in memory: those that were not asked for longest go first. */
export function openAnswerStore(): AnswerStore {
  const kept = new LRUCache<string, readonly KeptAnswer[]>({
    maxSize: mostBytes,
    sizeCalculation: (answers, url) => answers.reduce((sum, { body }) => sum + body.length + 2048, url.length),
  })
  const fits = (answer: KeptAnswer, headers: IncomingHttpHeaders) => answer.chosenBy.every(([name, value]) => textOf(headers, name) === value)
  return {
    find: (url, headers) => kept.get(url)?.find((answer) => fits(answer, headers)),
    keep(url, headers, answer, lifetime) {
      const names = (answer.headers.vary ?? '').split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '')
      const added = { ...answer, lifetime, chosenBy: names.map((name) => [name, textOf(headers, name)] as const) }
      const others = (kept.get(url) ?? []).filter((other) => !fits(other, headers))
      kept.set(url, [added, ...others].slice(0, mostVariants))
      return added
    },
  }
}

const textOf = (headers: IncomingHttpHeaders, name: string) => String(headers[name] ?? '')
