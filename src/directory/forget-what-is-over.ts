import type { Database } from '../db/client.ts'

const day = 24 * 60 * 60 * 1000

/** Days after which each is deleted. */
const kept = {
  /** A repeated request is answered as the first was for this long. */
  idempotencyKeys: 1,
  /** Claims that nobody confirmed, after their link expired. */
  unconfirmedClaims: 7,
  /** Claims that were answered; the audit keeps what was decided. */
  answeredClaims: 365,
  /** Invitations that were not accepted, after they expired or were taken back. */
  unusedInvitations: 30,
  acceptedInvitations: 365,
  /** What an organisation was reminded of, after that date. */
  reminders: 90,
} as const

export type Forgotten = Record<keyof typeof kept, number>

/** Deletes what was for a time only, and with it the addresses of people who never became editors. */
export async function forgetWhatIsOver({ prisma }: Database, now: Date): Promise<Forgotten> {
  const before = (days: number) => ({ lt: new Date(now.getTime() - days * day) })
  const [idempotencyKeys, unconfirmedClaims, answeredClaims, unusedInvitations, acceptedInvitations, reminders] = [
    await prisma.idempotencyKey.deleteMany({ where: { createdAt: before(kept.idempotencyKeys) } }),
    await prisma.claim.deleteMany({ where: { state: 'sent', expiresAt: before(kept.unconfirmedClaims) } }),
    await prisma.claim.deleteMany({ where: { closedAt: before(kept.answeredClaims) } }),
    await prisma.invitation.deleteMany({
      where: { acceptedAt: null, OR: [{ expiresAt: before(kept.unusedInvitations) }, { revokedAt: before(kept.unusedInvitations) }] },
    }),
    await prisma.invitation.deleteMany({ where: { acceptedAt: before(kept.acceptedInvitations) } }),
    await prisma.reminder.deleteMany({ where: { due: before(kept.reminders) } }),
  ].map(({ count }) => count)
  return {
    idempotencyKeys: idempotencyKeys ?? 0,
    unconfirmedClaims: unconfirmedClaims ?? 0,
    answeredClaims: answeredClaims ?? 0,
    unusedInvitations: unusedInvitations ?? 0,
    acceptedInvitations: acceptedInvitations ?? 0,
    reminders: reminders ?? 0,
  }
}
