/** Milliseconds in which a second administrator confirms a recovery. */
export const confirmedWithin = 3 * 24 * 60 * 60_000

/** Milliseconds for which the link works that is mailed after that. */
export const usedWithin = 24 * 60 * 60_000
