import type { Transaction } from '../../db/transaction.ts'
import type { Member } from './member.ts'
import { memberFields, toMember } from './member.ts'
import { countManagers } from './read-member.ts'

/**
 * The members of an organisation, in the order of their ids.
 *
 * @param after the id of the last one of the page before
 */
export async function listMembers(
  transaction: Transaction,
  organisationId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Member[]> {
  const rows = await transaction.membership.findMany({
    where: { organisationId, ...(after === null ? {} : { editorId: { gt: after } }) },
    orderBy: { editorId: 'asc' },
    take: limit,
    select: memberFields,
  })
  const managers = await countManagers(transaction, organisationId)
  return rows.map((row) => toMember(row, managers))
}
