import { z } from 'zod'

export const instantView = z.iso.datetime().meta({ id: 'Instant', description: 'A point in time: RFC 3339, UTC.' })

/** An instant as answers write it: RFC 3339 in UTC. */
export function viewInstant(instant: Date): string {
  return instant.toISOString()
}

/** The same for what may be unknown or not happen. */
export function viewInstantOrNull(instant: Date | null): string | null {
  return instant === null ? null : viewInstant(instant)
}
