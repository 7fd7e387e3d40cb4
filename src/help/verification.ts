import type { PublishedListing } from './directory.ts'
import { rememberWhileValid } from './period.ts'
import type { Period } from './period.ts'
import type { Verification } from './choice.ts'
import type { Kind, VerificationStatus } from './vocabulary.ts'

/** How long what nobody has checked may be served, in days. */
export type ServingSettings = {
  /** After the contacts came of a listing that nobody has checked; 0 serves none of them. */
  unverifiedDays: number
  /** After a check, until the next is due, by kind; twice as long until the listing is overdue. */
  verifyDays: Readonly<Record<Kind, number>>
}

/** What of a listing decides how far it can be trusted. */
export type VerifiedFacts = Pick<PublishedListing, 'verifiedAt' | 'importedAt' | 'publishedAt'> & {
  content: Pick<PublishedListing['content'], 'kind' | 'worldwide'>
}

/** The same facts as numbers, for those who look at a hundred thousand listings at once; instants in milliseconds since 1970 UTC. */
export type TrustFacts = {
  kind: Kind
  /** Worldwide services and emergency numbers are the floor: never hidden, always marked. */
  isFloor: boolean
  /** When somebody last checked that the listing works, and otherwise since when it is here. */
  isChecked: boolean
  since: number
}

export type Trust = Period & { status: VerificationStatus; mayBeServed: boolean }

export type VerificationState = Verification & Trust

const day = 24 * 60 * 60 * 1000

/**
 * How far a listing can be trusted at an instant. Overdue listings, and unchecked ones after their time, are not served:
 * rule S3, fail closed.
 */
export const verificationState = rememberWhileValid((listing: VerifiedFacts, settings: ServingSettings, now): VerificationState => {
  const facts = trustFacts(listing)
  const nextDue = facts.isChecked ? new Date(facts.since + settings.verifyDays[facts.kind] * day) : null
  return { ...trustAt(facts, settings, now.getTime()), verifiedAt: listing.verifiedAt, nextDue }
})

export function trustFacts({ content: { kind, worldwide }, verifiedAt, importedAt, publishedAt }: VerifiedFacts): TrustFacts {
  const since = (verifiedAt ?? importedAt ?? publishedAt).getTime()
  return { kind, isFloor: worldwide || kind === 'emergency_service', isChecked: verifiedAt !== null, since }
}

/** What `verificationState` says, without remembering it. */
export function trustAt({ kind, isFloor, isChecked, since }: TrustFacts, settings: ServingSettings, time: number): Trust {
  if (!isChecked) {
    const ends = since + settings.unverifiedDays * day
    const ended = settings.unverifiedDays === 0 || time >= ends
    return { status: 'unverified', mayBeServed: isFloor || !ended, from: ended ? ends : null, until: ended ? null : ends }
  }
  const due = since + settings.verifyDays[kind] * day
  const overdue = since + 2 * settings.verifyDays[kind] * day
  if (time < due) return { status: 'verified', mayBeServed: true, from: since, until: due }
  if (time < overdue) return { status: 'due', mayBeServed: true, from: due, until: overdue }
  return { status: 'overdue', mayBeServed: isFloor, from: overdue, until: null }
}
