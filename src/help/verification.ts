import type { PublishedListing } from './directory.ts'
import { rememberWhileValid } from './period.ts'
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

/** What of a listing decides how far it can be trusted. */
export type VerifiedFacts = Pick<PublishedListing, 'verifiedAt' | 'importedAt' | 'publishedAt'> & {
  content: Pick<PublishedListing['content'], 'kind' | 'worldwide'>
}

export type VerificationState = Verification & Period & { mayBeServed: boolean }

const day = 24 * 60 * 60 * 1000

/**
 * How far a listing can be trusted at an instant. Overdue listings, and unchecked ones after their time, are not served:
 * rule S3, fail closed. Worldwide services and emergency numbers are the floor: never hidden, always marked.
 */
export const verificationState = rememberWhileValid(
  ({ content: { kind, worldwide }, verifiedAt, importedAt, publishedAt }: VerifiedFacts, settings: ServingSettings, now): VerificationState => {
    const isFloor = worldwide || kind === 'emergency_service'
    const time = now.getTime()
    if (verifiedAt === null) {
      const ends = (importedAt ?? publishedAt).getTime() + settings.unverifiedDays * day
      const ended = settings.unverifiedDays === 0 || time >= ends
      const period = ended ? { from: ends, until: null } : { from: null, until: ends }
      return { status: 'unverified', verifiedAt: null, nextDue: null, mayBeServed: isFloor || !ended, ...period }
    }
    const checked = verifiedAt.getTime()
    const due = checked + settings.verifyDays[kind] * day
    const overdue = checked + 2 * settings.verifyDays[kind] * day
    const nextDue = new Date(due)
    if (time < due) return { status: 'verified', verifiedAt, nextDue, mayBeServed: true, from: checked, until: due }
    if (time < overdue) return { status: 'due', verifiedAt, nextDue, mayBeServed: true, from: due, until: overdue }
    return { status: 'overdue', verifiedAt, nextDue, mayBeServed: isFloor, from: overdue, until: null }
  },
)
