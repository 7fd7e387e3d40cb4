import { createNotes } from '../lib/create-notes.ts'

/**
 * The time for which a computed statement holds: `from` (inclusive) to `until` (exclusive), in milliseconds since 1970 UTC, null where
 * it has no such end. Numbers, because a choice compares thousands of them.
 */
export type Period = { from: number | null; until: number | null }

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

/**
 * The same function, with the last statement about each thing remembered for as long as it holds. Things never change; `context` is
 * whatever else the statement depends on, compared by identity.
 */
export function rememberWhileValid<Thing extends object, Context, Statement extends Period>(
  compute: (thing: Thing, context: Context, now: Date) => Statement,
): (thing: Thing, context: Context, now: Date) => Statement {
  const last = createNotes<Thing, { context: Context; computedAt: number; statement: Statement }>()
  return (thing, context, now) => {
    const time = now.getTime()
    const known = last.of(thing)
    if (known !== undefined && known.context === context) {
      const { computedAt, statement } = known
      if ((statement.from ?? computedAt) <= time && (statement.until === null || time < statement.until)) return statement
    }
    const statement = compute(thing, context, now)
    last.note(thing, { context, computedAt: time, statement })
    return statement
  }
}
