import type { IncomingHttpHeaders } from 'node:http'
import type { Directory } from '../../help/directory.ts'
import { holds } from './kept-answer.ts'
import type { KeptAnswer } from './kept-answer.ts'
import { createTwoPartMap } from './two-part-map.ts'

/** A bounded list of finished answers to the questions that are asked most, all of the directory that is current. */
export type AnswerCache = {
  /**
   * Turns to a directory: what belongs to the one before is dropped whole. Call it with each new one. Of any other directory, from
   * which somebody who had to wait may still answer, nothing is kept and nothing is found.
   */
  follow(directory: Directory): void
  /** The answer to a normalised question, when it is known and right at this instant. */
  find(directory: Directory, question: string, time: number): KeptAnswer | undefined
  /** The answer to a request as it stands on the wire, when the same was asked before. */
  findByAddress(directory: Directory, address: string, headers: IncomingHttpHeaders, time: number): KeptAnswer | undefined
  keep(directory: Directory, question: string, answer: KeptAnswer): void
  /** Notes which question a request asks, by its address and those headers that were looked at. */
  noteAddress(directory: Directory, address: string, headers: IncomingHttpHeaders, variesBy: readonly string[], question: string): void
  counts(): AnswerCounts
}

export type AnswerCounts = {
  /** Since the process began: answers that were found, that had to be made, and that had to give way to others. */
  hits: number
  misses: number
  evictions: number
  /** Answers kept now, and the bytes that they may take up. */
  entries: number
  bytes: number
  /** Addresses whose question is known now. */
  addresses: number
}

const megabyte = 1024 * 1024

/**
 * A question that is asked for the first time goes into a small part, from which it is soon gone; asked again, into the large one.
 * So a flood of odd questions, each asked once, only drives out its own kind.
 */
const bounds = { once: 16 * megabyte, again: 64 * megabyte }

/** Addresses take much less than answers; longer ones are read anew each time. */
const mostAddresses = { once: 5_000, again: 20_000 }
const longestAddress = 400

/** Milliseconds after which all is dropped: what somebody asked, in whatever words, is not remembered for longer. */
const longestMs = 3_600_000

/** How an address leads to a question: at once, or by some headers, too. */
type Lead = { question: string } | { variesBy: readonly string[] }

export function createAnswerCache(limits: typeof bounds = bounds): AnswerCache {
  let of: Directory | null = null
  let answers = createTwoPartMap<KeptAnswer>(limits)
  let addresses = createTwoPartMap<Lead>(mostAddresses)
  let begun = 0
  let evictedBefore = 0
  let hits = 0
  let misses = 0

  function dropAll(): void {
    evictedBefore += answers.evicted()
    answers = createTwoPartMap(limits)
    addresses = createTwoPartMap(mostAddresses)
  }

  /** Also when the clock was set back or forward by as much. */
  function dropOld(time: number): void {
    if (Math.abs(time - begun) < longestMs) return
    begun = time
    dropAll()
  }

  function find(directory: Directory, question: string, time: number): KeptAnswer | undefined {
    if (directory !== of) return undefined
    dropOld(time)
    const answer = answers.get(question)
    if (answer === undefined || !holds(answer, time)) return undefined
    hits += 1
    return answer
  }

  return {
    follow(directory) {
      if (directory === of) return
      of = directory
      dropAll()
    },
    find,
    findByAddress(directory, address, headers, time) {
      if (directory !== of) return undefined
      const lead = addresses.get(address)
      if (lead === undefined) return undefined
      if ('question' in lead) return find(directory, lead.question, time)
      const byHeaders = addresses.get(withHeaders(address, headers, lead.variesBy))
      return byHeaders !== undefined && 'question' in byHeaders ? find(directory, byHeaders.question, time) : undefined
    },
    keep(directory, question, answer) {
      misses += 1
      dropOld(answer.from)
      if (directory === of) answers.set(question, answer, answer.size)
    },
    noteAddress(directory, address, headers, variesBy, question) {
      if (directory !== of) return
      if (variesBy.length === 0) {
        if (address.length <= longestAddress) addresses.set(address, { question }, 1)
        return
      }
      const whole = withHeaders(address, headers, variesBy)
      if (whole.length > longestAddress) return
      addresses.set(address, { variesBy: variesBy.map((name) => name.toLowerCase()) }, 1)
      addresses.set(whole, { question }, 1)
    },
    counts: () => ({
      hits,
      misses,
      evictions: evictedBefore + answers.evicted(),
      entries: answers.count(),
      bytes: answers.size(),
      addresses: addresses.count(),
    }),
  }
}

/** No address has a line break. */
function withHeaders(address: string, headers: IncomingHttpHeaders, variesBy: readonly string[]): string {
  let text = address
  for (const name of variesBy) text += `\n${String(headers[name.toLowerCase()] ?? '')}`
  return text
}
