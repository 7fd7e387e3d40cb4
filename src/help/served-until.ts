import { verificationState, type ServingSettings, type VerifiedFacts } from './verification.ts'

/**
 * When a listing stops being served unless somebody checks it before: an instant that is not after `now` when it is not served any
 * more, null when it never stops. Read off `verificationState`, so that there is one writing of the rule (S3).
 */
export function servedUntil(listing: VerifiedFacts, settings: ServingSettings, now: Date): Date | null {
  for (let at = now; ; ) {
    const { mayBeServed, from, until } = verificationState(listing, settings, at)
    if (!mayBeServed) return new Date(from ?? at)
    if (until === null) return null
    at = new Date(until)
  }
}
