import type { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { newIds } from '../../lib/new-ids.ts'

/** What an audit row is about. An import is one row for all that it changed. */
export const auditSubjects = [
  'import',
  'listing',
  'guidance',
  'label_set',
  'organisation',
  'member',
  'invitation',
  'api_key',
  'problem',
  'claim',
  'editor',
] as const

export type AuditEntry = {
  at: Date
  actor: string
  /** What was done, as a verb in snake_case. */
  action: string
  subject: (typeof auditSubjects)[number]
  subjectId?: string
  before?: Prisma.InputJsonObject
  after?: Prisma.InputJsonObject
  reason?: string
  /** Whose members may read it. */
  organisationId?: string
}

/** Writes down who did what, in the transaction that does it: every command leaves one row, or nothing at all. */
export async function recordAudit(transaction: Transaction, entry: AuditEntry): Promise<void> {
  const [id = ''] = newIds(entry.at, 1)
  await transaction.auditEvent.create({ data: { id, ...entry } })
}
