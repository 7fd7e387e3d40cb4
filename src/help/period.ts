/** The time for which a computed statement holds: `from` (inclusive) to `until` (exclusive), null where it has no such end. */
export type Period = { from: Date | null; until: Date | null }

export const alwaysValid: Period = { from: null, until: null }

/** The time for which all statements hold: the latest beginning and the earliest end. */
export function intersectPeriods(periods: readonly Period[]): Period {
  const narrowed: Period = { from: null, until: null }
  for (const period of periods) narrowPeriod(narrowed, period)
  return narrowed
}

/** Shortens the first period to what it shares with the second. */
export function narrowPeriod(period: Period, by: Period): void {
  if (by.from !== null && (period.from === null || by.from > period.from)) period.from = by.from
  if (by.until !== null && (period.until === null || by.until < period.until)) period.until = by.until
}
