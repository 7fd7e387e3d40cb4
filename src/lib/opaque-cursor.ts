/** A place in a list as an opaque word, so that callers hand it back and do not build it. */
export function writeCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** The place that a cursor names; null when it was not written by `writeCursor`. */
export function readCursor(cursor: string): unknown[] | null {
  if (!/^[\w-]+$/.test(cursor)) return null
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    // PostgreSQL cannot look for control characters, and none is in any place of ours.
    const isOurs = Array.isArray(place) && place.every((part) => typeof part !== 'string' || !/\p{Cc}/u.test(part))
    return isOurs ? place : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
