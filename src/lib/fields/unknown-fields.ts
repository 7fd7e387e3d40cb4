/**
 * Fields that a schema has left out of what it gave back, below the first level, as JSON Pointers (RFC 6901). What could not be read
 * at all is not in `kept`, and not reported here.
 */
export function unknownFields(given: Readonly<Record<string, unknown>>, kept: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(given).flatMap((name) => (Object.hasOwn(kept, name) ? below(given[name], kept[name], `/${escape(name)}`) : []))
}

function below(given: unknown, kept: unknown, pointer: string): string[] {
  if (!isObject(given) || !isObject(kept)) return []
  return Object.keys(given).flatMap((name) => {
    const place = `${pointer}/${escape(name)}`
    return Object.hasOwn(kept, name) ? below(given[name], kept[name], place) : [place]
  })
}

/** A name is said again only when it looks like one. */
function escape(name: string): string {
  return /^[\w.-]{1,60}$/.test(name) ? name : '…'
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
