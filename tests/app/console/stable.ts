/** Makes answers alike in every run: ids are counted, secrets are told apart by what they are for. */
export type Stable = {
  /** Something that must not be shown as it was, and what is shown in its place. */
  hide: (secret: string, shown: string) => void
  /** The JSON of an answer or a request, two spaces, with a line break at its end. */
  write: (value: unknown) => string
}

const id = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

export function openStable(): Stable {
  const ids = new Map<string, string>()
  const secrets: [string, string][] = []
  return {
    hide: (secret, shown) => void secrets.push([secret, shown]),
    write(value) {
      const text = `${JSON.stringify(value, null, 2)}\n`
      const counted = text.replace(id, (found) => {
        const known = ids.get(found) ?? `0199d4a2-6f00-7000-8000-${String(ids.size + 1).padStart(12, '0')}`
        ids.set(found, known)
        return known
      })
      return secrets.reduce((hidden, [secret, shown]) => hidden.replaceAll(secret, shown), counted)
    },
  }
}
