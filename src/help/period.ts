/** The time for which a computed statement holds: `from` (inclusive) to `until` (exclusive), null where it has no such end. */
export type Period = { from: Date | null; until: Date | null }

export const alwaysValid: Period = { from: null, until: null }

/** The time for which all statements hold: the latest beginning and the earliest end. */
export function intersectPeriods(periods: readonly Period[]): Period {
  let from: Date | null = null
  let until: Date | null = null
  for (const period of periods) {
    if (period.from !== null && (from === null || period.from > from)) from = period.from
    if (period.until !== null && (until === null || period.until < until)) until = period.until
  }
  return { from, until }
}
