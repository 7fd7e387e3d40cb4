import type { ClaimWish } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { newIds } from '../../lib/new-ids.ts'
import { digestOf, newSecret } from '../../lib/secret.ts'
import type { JobQueue } from '../../queue/open-queue.ts'
import { findClaimed } from './find-claimed.ts'
import { ownDomain } from './own-domain.ts'

const day = 24 * 60 * 60 * 1000

/** For which the link can be used. */
const lifetime = 3 * day

/** Mails that one mailbox gets in a day, whatever is asked in its name. */
const mostMails = 3

/**
 * Takes what somebody outside asks for: “this is us” or “remove us”. When the address is on the domain by which the public knows the
 * organisation, it gets a mail with a link that confirms the claim. Otherwise nothing happens, and nobody is told: what is known
 * here, and who keeps it, is not to be found out by asking.
 *
 * @returns what came of it, for the count in the log
 */
export async function receiveClaim(
  { transaction, queue, now }: { transaction: Transaction; queue: Pick<JobQueue, 'enqueue'>; now: Date },
  { about, idOrSlug, wish, email: given }: { about: 'organisation' | 'listing'; idOrSlug: string; wish: ClaimWish; email: string },
): Promise<'sent' | 'unknown' | 'not_their_domain' | 'asked_before'> {
  const email = given.toLowerCase()
  const claimed = await findClaimed(transaction, about, idOrSlug)
  if (claimed === null) return 'unknown'
  const domain = ownDomain(email)
  if (domain === null || !claimed.urls.some((url) => ownDomain(url) === domain)) return 'not_their_domain'
  const mailbox = mailboxOf(email)
  // Those who ask for the same mailbox take turns.
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`claim ${mailbox}`}, 0))`
  const { organisationId, listingId, name } = claimed
  const same = await transaction.claim.count({
    where: { organisationId, listingId, wish, email, OR: [{ state: 'confirmed' }, { state: 'sent', createdAt: { gt: new Date(now.getTime() - day) } }] },
  })
  const lately = await transaction.claim.findMany({
    where: { email: { endsWith: email.slice(email.lastIndexOf('@')) }, createdAt: { gt: new Date(now.getTime() - day) } },
    select: { email: true },
  })
  const mails = lately.filter((claim) => mailboxOf(claim.email) === mailbox).length
  if (same > 0 || mails >= mostMails) return 'asked_before'
  const [id = ''] = newIds(now, 1)
  const token = newSecret()
  const expiresAt = new Date(now.getTime() + lifetime)
  await transaction.claim.create({
    data: { id, organisationId, listingId, wish, email, tokenDigest: digestOf(token), createdAt: now, expiresAt },
  })
  await queue.enqueue(transaction, 'send-mail', {
    to: email,
    template: 'claim_confirmation',
    data: { about: name, wish, token, expiresAt: expiresAt.toISOString().slice(0, 10) },
  })
  return 'sent'
}

/** Whoever reads `office@example.org` also gets what is sent to `office+anything@example.org` (RFC 5233). */
function mailboxOf(email: string): string {
  return email.replace(/\+[^@]*@/, '@')
}
