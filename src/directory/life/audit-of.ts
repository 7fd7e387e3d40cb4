import type { Prisma } from '../../db/generated/client.ts'
import type { Done } from '../command.ts'
import type { Living } from './living.ts'

/** What the audit says of a change in the life of a listing or guidance: where it stood, where it stands, and why. */
export function auditOf(before: Living, after: Living, reason: string | null, more: Prisma.InputJsonObject = {}): Done<never>['audit'] {
  const { organisationId } = before
  return {
    subject: before.noun,
    subjectId: before.id,
    before: standing(before),
    after: { ...standing(after), ...more },
    ...(reason === null ? {} : { reason }),
    ...(organisationId === null ? {} : { organisationId }),
  }
}

function standing({ state, last, published }: Living): Prisma.InputJsonObject {
  return { state, revision: last.number, publishedRevision: published?.number ?? null }
}
