import { holdDirectoryVersion } from '../../db/hold-directory-version.ts'
import { takeDirectoryVersion } from '../../db/take-directory-version.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { CommandContext } from '../command.ts'
import { readLiving } from '../life/read-living.ts'
import { nameOfClaimed, type Claim } from './claim.ts'

type Row = { id: string; state: string }

/** Whoever runs a listing by now has a say in this, and nobody may be told that it is done while the public goes on seeing it. */
async function requireOfNobody({ transaction }: CommandContext, id: string): Promise<void> {
  const living = await readLiving(transaction, 'listing', id, 'lock')
  if (living !== null && living.organisationId === null) return
  throw new ProblemError('wrong_state', 'The listing has an organisation meanwhile: dismiss the claim, or take the listing from it first.')
}

/**
 * Takes everything of an organisation out of the directory at its own wish: its listings are retired, those that the public sees in
 * one directory version, reviews under way end, and its contact address is forgotten. An import does not bring them back.
 *
 * @returns what was done, for the audit
 * @throws ProblemError `wrong_state` when a listing of unknown operator was claimed, and has one meanwhile
 */
export async function removeClaimed(context: CommandContext, claim: Claim): Promise<{ retired: number; withdrawn: number }> {
  const { transaction, now, actorName, enqueue } = context
  const { organisation, listing } = claim
  if (listing !== null) await requireOfNobody(context, listing.id)
  // Rows first, then the version, as every command does.
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT "id"::text, "state"::text AS "state" FROM "listing"
    WHERE ("organisation_id" = ${organisation?.id ?? null}::uuid OR ("id" = ${listing?.id ?? null}::uuid AND "organisation_id" IS NULL)) AND "state" <> 'retired'
    ORDER BY "id" FOR UPDATE`
  await holdDirectoryVersion(transaction)
  const shown = rows.filter(({ state }) => state === 'published').map(({ id }) => id)
  const version =
    shown.length === 0
      ? null
      : await takeDirectoryVersion(transaction, shown.map((subjectId) => ({ subject: 'listing' as const, subjectId, action: 'withdrawn' as const })), now)
  const ids = rows.map(({ id }) => id)
  await transaction.review.updateMany({
    where: { listingId: { in: ids }, state: { in: ['open', 'approved'] } },
    data: { state: 'withdrawn', closedAt: now, closedBy: actorName },
  })
  await transaction.$executeRaw`
    UPDATE "listing" SET "state" = 'retired', "edits" = "edits" + 1, "updated_at" = ${now}::timestamptz,
      "directory_version" = CASE WHEN "state" = 'published' THEN ${version}::bigint ELSE "directory_version" END
    WHERE "id" = ANY(${ids}::uuid[])`
  if (organisation !== null) {
    await transaction.organisation.update({ where: { id: organisation.id }, data: { contactEmail: null, edits: { increment: 1 }, updatedAt: now } })
  }
  await enqueue('send-mail', { to: claim.email, template: 'claim_answer', data: { about: nameOfClaimed(claim), wish: claim.wish, accepted: true } })
  return { retired: ids.length, withdrawn: shown.length }
}
