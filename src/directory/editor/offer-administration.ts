import type { Database } from '../../db/client.ts'
import { locks } from '../../db/locks.ts'
import { inTransaction } from '../../db/transaction.ts'
import { newIds } from '../../lib/new-ids.ts'
import { digestOf, newSecret } from '../../lib/secret.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { hasAdministrator } from './has-administrator.ts'

/** Who invites the first administrator. The link is worth nothing as soon as there is one. */
export const firstStart = 'system:first-start'

/** An operator of the machine, who may make an administrator at any time: they have the database anyhow. */
export const operator = 'system:operator'

/** The address of an invitation that says none: whoever has the link says their own. */
export const unknownAddress = 'first-administrator@invalid'

/** Milliseconds for which the link works. */
const lifetime = 24 * 60 * 60_000

export type AdministratorLink = { token: string; expiresAt: Date }

/**
 * Makes a link with which its owner becomes an administrator. All earlier ones stop working.
 *
 * @param by `first-start` gives none where there is an administrator
 */
export async function offerAdministration(
  database: Database,
  by: typeof firstStart | typeof operator,
  now: Date,
): Promise<AdministratorLink | null> {
  return inTransaction(database, async (transaction) => {
    // Nodes that start at once take turns.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${locks.offerAdministration})`
    if (by === firstStart && (await hasAdministrator(transaction))) return null
    await transaction.invitation.updateMany({
      where: { email: unknownAddress, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    })
    const [id = ''] = newIds(now, 1)
    const token = newSecret()
    const expiresAt = new Date(now.getTime() + lifetime)
    await transaction.invitation.create({
      data: { id, platformRole: 'administrator', email: unknownAddress, tokenDigest: digestOf(token), invitedBy: by, createdAt: now, expiresAt },
    })
    await recordAudit(transaction, { at: now, actor: by, action: 'platform_invitation.create', subject: 'invitation', subjectId: id, after: { role: 'administrator' } })
    return { token, expiresAt }
  })
}
