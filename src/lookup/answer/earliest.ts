/** The earliest of some instants; null when there is none. */
export function earliest(instants: readonly (Date | null)[]): Date | null {
  let first: Date | null = null
  for (const instant of instants) if (instant !== null && (first === null || instant < first)) first = instant
  return first
}
