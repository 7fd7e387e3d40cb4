const day = 24 * 60 * 60 * 1000

/**
 * The instant from which a bundle made now must not be used: the start of the UTC day after tomorrow. So every bundle may be used for at
 * least a day without a connection, and bundles made on one day are the same bytes on every node.
 */
export function bundledUntil(now: Date): Date {
  return new Date(startOfNextDay(now).getTime() + day)
}

/** When a bundle of the same directory version becomes another one, because it may be used for longer. */
export function startOfNextDay(now: Date): Date {
  return new Date((Math.floor(now.getTime() / day) + 1) * day)
}
