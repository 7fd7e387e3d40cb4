import type { Transaction } from '../../db/transaction.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { JobQueue } from '../../queue/open-queue.ts'
import { fitMail } from './fit-mail.ts'
import { countedOnceIn, deadAfter, deadAfterMovingAway, isFailure, linkOutcomes, type LinkOutcome, type LinkResult } from './link-outcome.ts'
import { tellOrganisation } from './tell-organisation.ts'

/** How the machine is written down where it closes what it reported. */
export const linkChecker = 'system:check-links'

type DeadLink = { url: string; outcome: LinkOutcome; status: number | null; moved_to: string | null }

/** So many links stand in a mail; the problem names all of them. */
export const mostLinksInMail = 20

const day = 24 * 60 * 60 * 1000

/**
 * For how long the machine does not say again of a link what a person closed: long where the person found it wrong, shorter where
 * something was to be mended. That it leads to another domain by now is something else, and is said.
 */
const silence = { dismissed: 30 * day, accepted: 7 * day }

/**
 * Writes down what came of looking at a link of a listing. A link that failed often enough becomes the machine's problem of that
 * listing, of which there is one, and its organisation is told, again when it becomes urgent; when all its links work again the machine
 * closes it. It is urgent when a link leads to another domain, because that may be anybody's now. Changes nothing that the public sees.
 */
export async function recordLinkCheck(
  { transaction, queue }: { transaction: Transaction; queue: Pick<JobQueue, 'enqueue'> },
  { listingId, url, result, now }: { listingId: string; url: string; result: LinkResult; now: Date },
): Promise<void> {
  const { outcome, status, movedTo } = result
  const failed = isFailure(outcome)
  // Links of one listing on different hosts are looked at side by side: what is said of all of them is found one after the other.
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`links ${listingId}`}, 0))`
  // What tells nothing, changes nothing: it neither adds to the failures nor ends them. Leading away counts anew, two in a row
  // count, unless the link is dead already, or is so by this.
  const written = await transaction.$executeRaw`
    INSERT INTO "link_check" AS known ("listing_id", "url", "checked_at", "outcome", "status", "failures", "moved_to")
    VALUES (${listingId}::uuid, ${url}, ${now}::timestamptz, ${outcome}, ${status}::integer, ${failed ? 1 : 0}, ${movedTo})
    ON CONFLICT ("listing_id", "url") DO UPDATE SET
      "checked_at" = excluded."checked_at",
      "outcome" = CASE WHEN ${failed || outcome === 'ok'} OR known."failures" = 0 THEN excluded."outcome" ELSE known."outcome" END,
      "status" = CASE WHEN ${failed || outcome === 'ok'} OR known."failures" = 0 THEN excluded."status" ELSE known."status" END,
      "moved_to" = CASE WHEN ${failed || outcome === 'ok'} THEN excluded."moved_to" ELSE known."moved_to" END,
      "failures" = CASE
        WHEN ${outcome === 'ok'} THEN 0
        WHEN ${outcome === 'moved_away'} AND known."outcome" <> 'moved_away' AND known."failures" < ${deadAfter - 1}::integer THEN 1
        WHEN ${failed} THEN known."failures" + 1
        ELSE known."failures"
      END
    WHERE NOT ${failed} OR known."failures" = 0 OR known."checked_at" <= ${new Date(now.getTime() - countedOnceIn)}::timestamptz`
  const dead = await transaction.$queryRaw<DeadLink[]>`
    SELECT "url", "outcome", "status", "moved_to" FROM "link_check"
    WHERE "listing_id" = ${listingId}::uuid
      AND "failures" >= CASE WHEN "outcome" = 'moved_away' THEN ${deadAfterMovingAway}::integer ELSE ${deadAfter}::integer END
      AND "url" IN (
        SELECT channel ->> 'value' FROM "listing" JOIN "listing_revision" AS revision ON revision."id" = "listing"."published_revision_id"
        CROSS JOIN jsonb_array_elements(revision."content" -> 'channels') AS channel
        WHERE "listing"."id" = ${listingId}::uuid
      )
    ORDER BY "outcome" = 'moved_away' DESC, "url"`
  const said = dead.length === 0 ? [] : await readSaid(transaction, listingId, now)
  const news = dead.filter((link) => !said.includes(describe(link)) && (link.outcome === 'moved_away' || !said.some((line) => line.startsWith(`${link.url} `))))
  if (news.length === 0) await closeProblem(transaction, listingId, now)
  else await openProblem({ transaction, queue, now }, { listingId, dead: news, counts: failed && written > 0 })
}

/** What the machine said of the links of a listing, a line each, and a person closed not long ago. */
async function readSaid(transaction: Transaction, listingId: string, now: Date): Promise<string[]> {
  const [dismissedSince, acceptedSince] = [new Date(now.getTime() - silence.dismissed), new Date(now.getTime() - silence.accepted)]
  const closed = await transaction.problem.findMany({
    where: {
      listingId,
      kind: 'dead_link',
      source: 'machine',
      closedBy: { not: linkChecker },
      OR: [{ state: 'dismissed', closedAt: { gt: dismissedSince } }, { state: 'accepted', closedAt: { gt: acceptedSince } }],
    },
    select: { detail: true },
  })
  return closed.flatMap(({ detail }) => detail?.split('\n') ?? [])
}

async function closeProblem(transaction: Transaction, listingId: string, now: Date): Promise<void> {
  await transaction.problem.updateMany({
    where: { listingId, kind: 'dead_link', source: 'machine', state: 'open' },
    data: { state: 'dismissed', closedAt: now, closedBy: linkChecker, reason: 'The links work again, or are no longer given.', edits: { increment: 1 } },
  })
}

async function openProblem(
  { transaction, queue, now }: { transaction: Transaction; queue: Pick<JobQueue, 'enqueue'>; now: Date },
  { listingId, dead, counts }: { listingId: string; dead: readonly DeadLink[]; counts: boolean },
): Promise<void> {
  const isUrgent = dead.some(({ outcome }) => outcome === 'moved_away')
  const [id = ''] = newIds(now, 1)
  const [opened] = await transaction.$queryRaw<{ id: string; told: boolean }[]>`
    INSERT INTO "problem" AS known ("id", "listing_id", "kind", "source", "detail", "first_at", "last_at", "urgent_at")
    VALUES (${id}::uuid, ${listingId}::uuid, 'dead_link', 'machine', ${dead.map(describe).join('\n')}, ${now}::timestamptz, ${now}::timestamptz,
      CASE WHEN ${isUrgent} THEN ${now}::timestamptz END)
    ON CONFLICT ("listing_id", "kind", "source") WHERE "state" = 'open' DO UPDATE SET
      "count" = known."count" + ${counts ? 1 : 0}, "detail" = excluded."detail", "last_at" = excluded."last_at",
      "urgent_at" = coalesce(known."urgent_at", excluded."urgent_at")
    RETURNING "id"::text, "told_at" IS NOT NULL AND ("urgent_at" IS NULL OR "told_at" >= "urgent_at") AS "told"`
  if (opened === undefined || opened.told) return
  const about = { listingId, problemId: opened.id }
  await tellOrganisation({ transaction, queue, now }, about, (to, named) => ({ to, template: 'links_dead', data: { ...named, links: dead.slice(0, mostLinksInMail).map(describe).map(fitMail) } }))
}

/** The address is public: the listing gives it. Of where it led to, only the domain is said. */
function describe({ url, outcome, status, moved_to: movedTo }: DeadLink): string {
  const more = movedTo === null ? (status === null ? '' : ` (${status})`) : ` (${movedTo})`
  return `${url} ${linkOutcomes[outcome]}${more}`
}
