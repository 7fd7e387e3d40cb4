import type { Transaction } from '../../db/transaction.ts'
import { isUuid } from '../../lib/is-uuid.ts'
import type { Member } from './member.ts'
import { memberFields, toMember } from './member.ts'

export type MemberPlace = { organisationId: string; editorId: string }

/**
 * One member of an organisation; null when there is none.
 *
 * @param lock whether they stay as they are until the transaction ends. Changes to the members of one organisation take turns: two
 *   managers who lower each other, or themselves, would otherwise leave nobody.
 */
export async function readMember(transaction: Transaction, { organisationId, editorId }: MemberPlace, lock: 'lock' | 'look' = 'look'): Promise<Member | null> {
  if (!isUuid(organisationId) || !isUuid(editorId)) return null
  if (lock === 'lock') {
    await transaction.$queryRaw`SELECT FROM "organisation" WHERE "id" = ${organisationId}::uuid FOR NO KEY UPDATE`
    // In the order in which a request with a key reads them, so that the two do not wait for each other.
    await transaction.$queryRaw`
      SELECT FROM "api_key" WHERE "organisation_id" = ${organisationId}::uuid AND "owner_id" = ${editorId}::uuid ORDER BY "id" FOR UPDATE`
    await transaction.$queryRaw`
      SELECT FROM "membership" WHERE "organisation_id" = ${organisationId}::uuid AND "editor_id" = ${editorId}::uuid FOR UPDATE`
  }
  const row = await transaction.membership.findUnique({ where: { editorId_organisationId: { editorId, organisationId } }, select: memberFields })
  return row === null ? null : toMember(row, await countManagers(transaction, organisationId))
}

/** How many people manage an organisation. */
export async function countManagers(transaction: Transaction, organisationId: string): Promise<number> {
  return transaction.membership.count({ where: { organisationId, role: 'manager' } })
}
