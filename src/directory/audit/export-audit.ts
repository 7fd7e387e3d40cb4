import type { Database } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { Principal } from '../actor.ts'
import { reachOf } from '../reach.ts'
import { readActor } from '../read-actor.ts'
import { readNames } from '../read-names.ts'
import { listAudit } from './list-audit.ts'
import type { AuditFilters, AuditRow } from './list-audit.ts'

/** Rows that are in memory at a time. */
const pageSize = 500

/** A page of rows, with the names of those who acted. */
export type AuditPage = { rows: readonly AuditRow[]; names: ReadonlyMap<string, string> }

/**
 * All rows that somebody may see, page by page, the last first. Each page asks anew what they may see: whoever loses their role meanwhile gets
 * no further. Reads a page when it is asked for, and holds no transaction between them.
 *
 * @throws ProblemError `not_signed_in`, `second_factor_required` or `not_allowed`
 */
export async function* exportAudit(
  { database, now }: { database: Database; now: () => Date },
  principal: Principal,
  filters: AuditFilters,
): AsyncGenerator<AuditPage> {
  for (let after: string | null = null; ; ) {
    const from: string | null = after
    const page = await inTransaction(database, async (transaction): Promise<AuditPage> => {
      const actor = await readActor(transaction, principal, now())
      if (actor === null) throw new ProblemError('not_signed_in', 'Sign in, or send a key that is valid.')
      const rows = await listAudit(transaction, reachOf(actor, 'audit.read'), filters, { after: from, limit: pageSize })
      return { rows, names: await readNames(transaction, rows.map((row) => row.actor)) }
    })
    yield page
    const last = page.rows.at(-1)
    if (last === undefined || page.rows.length < pageSize) return
    after = last.id
  }
}
