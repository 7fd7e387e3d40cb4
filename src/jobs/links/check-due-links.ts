import { inTransaction } from '../../db/transaction.ts'
import { findDueLinks, type DueLink } from '../../directory/problem/find-due-links.ts'
import { findLinksThatWorked } from '../../directory/problem/find-links-that-worked.ts'
import { isFailure, type LinkOutcome, type LinkResult } from '../../directory/problem/link-outcome.ts'
import { recordLinkCheck } from '../../directory/problem/record-link-check.ts'
import type { JobContext } from '../job.ts'

/** Hosts that are asked at the same time, each by itself one question after the other. */
const hostsAtOnce = 4

/** When nothing at all came from so many hosts, as many that answered before are asked whether it is our own network that does not work. */
const hostsWithoutAnswer = 5

type Look = {
  /** @throws only when `signal` aborts */
  look: (url: string) => Promise<LinkResult>
  /** Lets a host rest between two questions. */
  pause: () => Promise<void>
  signal: AbortSignal
  /** Whether the run has taken long enough: what is left is looked at by the next one. */
  isOver: () => boolean
}

export type LinkCounts = { due: number; looked: number; failing: number; outcomes: Partial<Record<LinkOutcome, number>> }

/**
 * Looks at the links that are due, politely, and writes down what came of each. A host that asks to be left alone is: its other links
 * count as busy without being asked for. While nothing at all answers, not even what worked before, nothing is written down: the fault
 * is then on this side. What failed lately is due more often than what works, so that those that are due may well all be dead.
 *
 * @returns null when nothing answered
 */
export async function checkDueLinks(
  { database, queue, now, log }: Pick<JobContext, 'database' | 'queue' | 'now' | 'log'>,
  { look, pause, signal, isOver }: Look,
): Promise<LinkCounts | null> {
  const due = await findDueLinks(database, now())
  const counts: LinkCounts = { due: due.length, looked: 0, failing: 0, outcomes: {} }
  const byHost = Map.groupBy(due, ({ url }) => hostOf(url))
  const held: [DueLink, LinkResult][] = []
  let silentHosts = 0
  let somethingAnswered = false
  let asking: Promise<boolean> | null = null

  async function record(link: DueLink, result: LinkResult): Promise<void> {
    counts.looked += 1
    counts.outcomes[result.outcome] = (counts.outcomes[result.outcome] ?? 0) + 1
    if (isFailure(result.outcome)) counts.failing += 1
    for (const listingId of link.listingIds) {
      await inTransaction(database, (transaction) => recordLinkCheck({ transaction, queue }, { listingId, url: link.url, result, now: now() }))
    }
  }

  async function take(link: DueLink, result: LinkResult): Promise<void> {
    if (!somethingAnswered && result.status === null) {
      held.push([link, result])
      return
    }
    somethingAnswered = true
    for (const [earlier, its] of held.splice(0)) await record(earlier, its)
    await record(link, result)
  }

  /** Whether the fault may be on this side: some that worked before were asked, and none of them answers. */
  async function isCutOff(): Promise<boolean> {
    const worked = Map.groupBy(await findLinksThatWorked(database), ({ url }) => hostOf(url))
    const others = [...worked].flatMap(([host, [link]]) => (byHost.has(host) || link === undefined ? [] : [link])).slice(0, hostsWithoutAnswer)
    for (const link of others) {
      signal.throwIfAborted()
      if (somethingAnswered) return false
      const result = await look(link.url)
      if (result.status !== null) await take(link, result)
    }
    return others.length > 0 && !somethingAnswered
  }

  async function checkHost(links: readonly DueLink[]): Promise<void> {
    let isBusy = false
    let isSilent = true
    for (const [index, link] of links.entries()) {
      signal.throwIfAborted()
      if (isOver()) return
      if (!somethingAnswered && silentHosts >= hostsWithoutAnswer && (await (asking ??= isCutOff()))) return
      if (index > 0 && !isBusy) await pause()
      const result: LinkResult = isBusy ? { outcome: 'busy', status: null, movedTo: null } : await look(link.url)
      isBusy ||= result.outcome === 'busy'
      isSilent &&= result.status === null
      await take(link, result)
    }
    if (isSilent) silentHosts += 1
  }

  const hosts = byHost.values()
  await Promise.all(
    Array.from({ length: hostsAtOnce }, async () => {
      for (const links of hosts) await checkHost(links)
    }),
  )
  const cutOff = held.length > 0 && (await (asking ?? isCutOff()))
  if (somethingAnswered) return counts
  if (!cutOff && silentHosts < hostsWithoutAnswer) {
    for (const [link, result] of held) await record(link, result)
    return counts
  }
  log.warn({ hosts: silentHosts }, 'no link could be looked at: nothing outside answers this worker')
  return null
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}
