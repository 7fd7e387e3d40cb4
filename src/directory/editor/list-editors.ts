import type { Transaction } from '../../db/transaction.ts'
import { viewEditor, type EditorFacts } from './editor-facts.ts'

/** People, in the order in which they came. Those who were removed have neither name nor address. */
export async function listEditors(
  transaction: Transaction,
  { after, limit, removed }: { after: string | null; limit: number; removed: boolean },
): Promise<EditorFacts[]> {
  const rows = await transaction.editor.findMany({
    where: { ...(after === null ? {} : { id: { gt: after } }), ...(removed ? {} : { removedAt: null }) },
    include: { memberships: { orderBy: { organisationId: 'asc' } } },
    orderBy: { id: 'asc' },
    take: limit,
  })
  return rows.map(viewEditor)
}
