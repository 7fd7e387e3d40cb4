import { inTransaction } from '../../db/transaction.ts'
import { findDueLinks, type DueLink } from '../../directory/problem/find-due-links.ts'
import { isFailure, type LinkOutcome, type LinkResult } from '../../directory/problem/link-outcome.ts'
import { recordLinkCheck } from '../../directory/problem/record-link-check.ts'
import type { JobContext } from '../job.ts'

/** Hosts that are asked at the same time, each by itself one question after the other. */
const hostsAtOnce = 4

/** Nothing at all came from so many hosts: then it is our own network that does not work. */
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
 * count as busy without being asked for. While nothing at all answers, nothing is written down: the fault is then on this side.
 *
 * @returns null when nothing answered
 */
export async function checkDueLinks(
  { database, queue, now, log }: Pick<JobContext, 'database' | 'queue' | 'now' | 'log'>,
  { look, pause, signal, isOver }: Look,
): Promise<LinkCounts | null> {
  const due = await findDueLinks(database, now())
  const counts: LinkCounts = { due: due.length, looked: 0, failing: 0, outcomes: {} }
  const byHost = [...Map.groupBy(due, ({ url }) => hostOf(url)).values()]
  const held: [DueLink, LinkResult][] = []
  let silentHosts = 0
  let somethingAnswered = false

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

  async function checkHost(links: readonly DueLink[]): Promise<void> {
    let isBusy = false
    let isSilent = true
    for (const [index, link] of links.entries()) {
      signal.throwIfAborted()
      if (isOver()) return
      if (!somethingAnswered && silentHosts >= hostsWithoutAnswer) return
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
  if (somethingAnswered) return counts
  if (silentHosts < hostsWithoutAnswer) {
    for (const [link, result] of held) await record(link, result)
    return counts
  }
  log.warn({ hosts: silentHosts }, 'no link could be looked at: nothing outside answers this worker')
  return null
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}
