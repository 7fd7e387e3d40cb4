import { Prisma } from '../../db/generated/client.ts'
import type { Prisma as PrismaTypes } from '../../db/generated/client.ts'
import { ProblemError } from '../../lib/errors.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { CommandContext, Done } from '../command.ts'
import type { Living, Noun } from './living.ts'
import { readLiving } from './read-living.ts'

type First = { slug: string; organisationId: string | null; content: PrismaTypes.InputJsonObject; note: string }

/** Writes a new listing or guidance with its first revision. Nobody but editors sees it until it is published. */
export async function writeFirstRevision(
  { transaction, actorName, now }: CommandContext,
  noun: Noun,
  { slug, organisationId, content, note }: First,
): Promise<Done<Living>> {
  const [id = '', revisionId = ''] = newIds(now, 2)
  const head = { id, slug, state: 'draft' as const, createdAt: now, updatedAt: now }
  const revision = { id: revisionId, number: 1, content, author: actorName, note, createdAt: now }
  try {
    if (noun === 'listing') {
      await transaction.listing.create({ data: { ...head, organisationId } })
      await transaction.listingRevision.create({ data: { ...revision, listingId: id } })
    } else {
      await transaction.guidance.create({ data: head })
      await transaction.guidanceRevision.create({ data: { ...revision, guidanceId: id } })
    }
  } catch (error) {
    // Somebody else took the slug a moment ago.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new ProblemError('already_exists', `There is a ${noun} with this slug already.`, { cause: error })
    }
    throw error
  }
  const result = await readLiving(transaction, noun, id)
  if (result === null) throw new Error(`The new ${noun} is gone.`)
  const audit = { subject: noun, subjectId: id, after: { state: 'draft', revision: 1, slug }, reason: note }
  return { result, audit: organisationId === null ? audit : { ...audit, organisationId } }
}
