import { z } from 'zod'

/** What places in lists are made of. Whoever builds a cursor by hand gets no further than the database can count. */

/** Milliseconds of a time from 1970 to 9999. */
export const placeTime = z.int().min(0).max(Date.UTC(9999, 11, 31))

export const placeNumber = z.int32()
