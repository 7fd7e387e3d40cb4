import type { Transaction } from '../../db/transaction.ts'

/** Whether somebody runs this installation. Apart from `except`, where that is given. */
export async function hasAdministrator(transaction: Transaction, except?: string): Promise<boolean> {
  const found = await transaction.editor.findFirst({
    where: { platformRole: 'administrator', removedAt: null, ...(except === undefined ? {} : { id: { not: except } }) },
    select: { id: true },
  })
  return found !== null
}
