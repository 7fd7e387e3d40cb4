/**
 * Finds a field that a schema has left out of what it gave back: something of another release, which may be there to limit how the
 * rest is to be used.
 *
 * @returns where it stands, such as `/content/channels/0/onlyAtNight`; null when everything was understood.
 */
export function findUnknownField(given: unknown, kept: unknown): string | null {
  if (!isObject(given) || !isObject(kept)) return null
  // Not over `Object.entries`, which would make a list of every object of a large directory.
  for (const field in given) {
    if (!Object.hasOwn(kept, field)) return `/${field}`
    const below = findUnknownField(given[field], kept[field])
    if (below !== null) return `/${field}${below}`
  }
  return null
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
