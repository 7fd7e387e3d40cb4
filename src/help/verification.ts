import type { PublishedListing } from './directory.ts'
import type { Period } from './period.ts'
import type { Verification } from './choice.ts'
import type { Kind } from './vocabulary.ts'

/** How long what nobody has checked may be served, in days. */
export type ServingSettings = {
  /** After the import of a listing that nobody has checked; 0 serves none of them. */
  unverifiedDays: number
  /** After a check, until the next is due, by kind; twice as long until the listing is overdue. */
  verifyDays: Readonly<Record<Kind, number>>
}

export type VerificationState = Verification & Period & { mayBeServed: boolean }

const day = 24 * 60 * 60 * 1000

/**
 * How far a listing can be trusted at an instant. Overdue listings, and unchecked ones after their time, are not served:
 * rule S3, fail closed. Worldwide services and emergency numbers are the floor: never hidden, always marked.
 */
export function verificationState(
  { content: { kind, worldwide }, verifiedAt, importedAt, publishedAt }: PublishedListing,
  now: Date,
  settings: ServingSettings,
): VerificationState {
  const isFloor = worldwide || kind === 'emergency_service'
  if (verifiedAt === null) {
    const ends = new Date((importedAt ?? publishedAt).getTime() + settings.unverifiedDays * day)
    const ended = settings.unverifiedDays === 0 || now >= ends
    return {
      status: 'unverified',
      verifiedAt: null,
      nextDue: null,
      mayBeServed: isFloor || !ended,
      from: ended ? ends : null,
      until: ended ? null : ends,
    }
  }
  const due = new Date(verifiedAt.getTime() + settings.verifyDays[kind] * day)
  const overdue = new Date(verifiedAt.getTime() + 2 * settings.verifyDays[kind] * day)
  if (now < due) return { status: 'verified', verifiedAt, nextDue: due, mayBeServed: true, from: verifiedAt, until: due }
  if (now < overdue) return { status: 'due', verifiedAt, nextDue: due, mayBeServed: true, from: due, until: overdue }
  return { status: 'overdue', verifiedAt, nextDue: due, mayBeServed: isFloor, from: overdue, until: null }
}
