import type { Recovery } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import { digestOf } from '../../lib/secret.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { endSignIns } from './end-sign-ins.ts'
import { writePassword } from './write-password.ts'

export type OpenRecovery = Recovery & { editor: { id: string; email: string; name: string } }

/**
 * The recovery that a link is for. Locked until the transaction ends.
 *
 * @throws ProblemError `no_such_thing`, or `link_not_valid` when it was used, was replaced or has expired
 */
export async function findRecovery(transaction: Transaction, token: string, now: Date): Promise<OpenRecovery> {
  const tokenDigest = digestOf(token)
  await transaction.$executeRaw`SELECT FROM "recovery" WHERE "token_digest" = ${tokenDigest} FOR UPDATE`
  const found = await transaction.recovery.findUnique({
    where: { tokenDigest },
    include: { editor: { select: { id: true, email: true, name: true, removedAt: true } } },
  })
  if (found === null) throw new ProblemError('no_such_thing', 'There is no recovery with this link.')
  if (found.usedAt !== null) throw new ProblemError('link_not_valid', 'The link was used already.')
  if (found.endedAt !== null || found.editor.removedAt !== null) throw new ProblemError('link_not_valid', 'The link was taken back.')
  if (found.expiresAt <= now) throw new ProblemError('link_not_valid', 'The link has expired.')
  return found
}

/** Sets the new password, once. A second factor is set up at the next sign-in. */
export async function useRecovery(transaction: Transaction, { token, passwordHash }: { token: string; passwordHash: string }, now: Date): Promise<void> {
  const { id, editorId } = await findRecovery(transaction, token, now)
  await endSignIns(transaction, editorId)
  await writePassword(transaction, editorId, passwordHash, now)
  await transaction.editor.update({ where: { id: editorId }, data: { emailVerified: true, twoFactorEnabled: false, updatedAt: now } })
  await transaction.recovery.update({ where: { id }, data: { usedAt: now } })
  await recordAudit(transaction, { at: now, actor: `editor:${editorId}`, action: 'editor.use_recovery', subject: 'editor', subjectId: editorId, after: { recovery: id } })
}
