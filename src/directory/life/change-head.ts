import { Prisma } from '../../db/generated/client.ts'
import type { PublicationState } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { takeDirectoryVersion } from '../../db/take-directory-version.ts'
import type { Living } from './living.ts'
import { readLiving } from './read-living.ts'

/** A new state; and, when something becomes public, the revision. */
export type HeadChange = { state: PublicationState; publish?: string }

/**
 * Changes where a listing or guidance stands. Takes a directory version exactly when the public sees a difference.
 *
 * @returns it as it stands now
 */
export async function changeHead(transaction: Transaction, living: Living, { state, publish }: HeadChange, now: Date): Promise<Living> {
  const { noun, id } = living
  const isPublic = state === 'published'
  const differs = isPublic !== (living.state === 'published') || (publish !== undefined && publish !== living.published?.id)
  const version = differs
    ? await takeDirectoryVersion(transaction, [{ subject: noun, subjectId: id, action: isPublic ? 'published' : 'withdrawn' }], now)
    : null
  const columns = [
    Prisma.sql`"state" = ${state}::"publication_state"`,
    Prisma.sql`"edits" = "edits" + 1`,
    Prisma.sql`"updated_at" = ${now}::timestamptz`,
    ...(version === null ? [] : [Prisma.sql`"directory_version" = ${version}::bigint`]),
    ...(publish === undefined ? [] : [Prisma.sql`"published_revision_id" = ${publish}::uuid, "published_at" = ${now}::timestamptz`]),
  ]
  const changed = await transaction.$executeRaw`
    UPDATE ${Prisma.raw(`"${noun}"`)} SET ${Prisma.join(columns)} WHERE "id" = ${id}::uuid AND "edits" = ${living.edits}`
  if (changed !== 1) throw new Error('What was locked has changed.')
  return requireLiving(transaction, living)
}

/** @throws Error when it is gone, which the database forbids. */
async function requireLiving(transaction: Transaction, { noun, id }: Living): Promise<Living> {
  const now = await readLiving(transaction, noun, id)
  if (now === null) throw new Error(`The ${noun} is gone.`)
  return now
}
