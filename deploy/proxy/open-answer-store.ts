import type { IncomingHttpHeaders } from 'node:http'
import { LRUCache } from 'lru-cache'
import type { NodeAnswer } from './open-nodes.ts'
import type { Lifetime } from './read-lifetime.ts'

export interface KeptAnswer extends NodeAnswer {
  lifetime: Lifetime
  /** When it was fetched or confirmed, in milliseconds. */
  keptAt: number
  /** What the answer was chosen by, as the question had it. */
  chosenBy: readonly (readonly [header: string, value: string])[]
}

/** Most bytes that are kept, and most different answers to one address. */
const [mostBytes, mostVariants] = [64 * 1024 * 1024, 32]

export interface AnswerStore {
  find: (url: string, headers: IncomingHttpHeaders) => KeptAnswer | undefined
  keep: (url: string, headers: IncomingHttpHeaders, answer: NodeAnswer, lifetime: Lifetime, keptAt: number) => void
  drop: (url: string, headers: IncomingHttpHeaders) => void
}

/** Keeps answers in memory: those that were not asked for longest go first. */
export function openAnswerStore(): AnswerStore {
  const kept = new LRUCache<string, readonly KeptAnswer[]>({
    maxSize: mostBytes,
    sizeCalculation: (answers, url) => answers.reduce((sum, { body }) => sum + body.length + 2048, url.length),
  })
  const fits = (answer: KeptAnswer, headers: IncomingHttpHeaders) => answer.chosenBy.every(([name, value]) => textOf(headers, name) === value)
  const others = (url: string, headers: IncomingHttpHeaders) => (kept.get(url) ?? []).filter((answer) => !fits(answer, headers))
  return {
    find: (url, headers) => kept.get(url)?.find((answer) => fits(answer, headers)),
    keep(url, headers, answer, lifetime, keptAt) {
      const names = (answer.headers.vary ?? '').split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '')
      const added = { ...answer, lifetime, keptAt, chosenBy: names.map((name) => [name, textOf(headers, name)] as const) }
      kept.set(url, [added, ...others(url, headers)].slice(0, mostVariants))
    },
    drop(url, headers) {
      if (kept.has(url)) kept.set(url, others(url, headers))
    },
  }
}

const textOf = (headers: IncomingHttpHeaders, name: string) => String(headers[name] ?? '')
