import { takeDirectoryVersion } from '../../db/take-directory-version.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Living } from '../life/living.ts'
import { readLiving } from '../life/read-living.ts'
import { forgetWhatWasTold } from '../reminder/forget-what-was-told.ts'

/**
 * Lets another organisation run a listing. Takes a directory version when the public sees it.
 *
 * @param living locked
 * @returns it as it stands now
 */
export async function giveListing(transaction: Transaction, { id, state }: Living, organisationId: string | null, now: Date): Promise<Living> {
  const version = state === 'published' ? await takeDirectoryVersion(transaction, [{ subject: 'listing', subjectId: id, action: 'published' }], now) : null
  await transaction.listing.update({
    where: { id },
    data: { organisationId, edits: { increment: 1 }, updatedAt: now, ...(version === null ? {} : { directoryVersion: version }) },
  })
  await forgetWhatWasTold(transaction, id)
  const given = await readLiving(transaction, 'listing', id)
  if (given === null) throw new Error('The listing is gone.')
  return given
}
