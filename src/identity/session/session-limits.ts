import type { PlatformRole } from '../../db/generated/client.ts'

const minute = 60_000

/** A session ends after so many milliseconds, however it is used: somebody signs in anew once a week. */
export const longestSession = 7 * 24 * 60 * minute

/** How precisely the last request is written down: not each one writes. */
export const seenEvery = 5 * minute

/** A session that is not used for so many milliseconds has ended. Administrators can do most harm, and do something seldom. */
export function idleLimit(platformRole: PlatformRole | null): number {
  return platformRole === 'administrator' ? 60 * minute : 8 * 60 * minute
}
