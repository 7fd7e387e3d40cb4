type Json = Record<string, unknown>

/**
 * The generator writes each named schema twice: `Topic` as it is answered and `TopicInput` as it is read. Gives back a document
 * in which both are `Topic`, as they are the same, and in which there is no schema that the paths do not refer to.
 *
 * @throws Error when a schema is used both ways and the two differ: then each needs a name of its own.
 */
export function joinTwins(document: Json): Json {
  const { schemas } = document['components'] as { schemas: Json }
  const used = referredBy(document['paths'], schemas)
  const nameOf = (name: string) => {
    const base = name.replace(/Input$/, '')
    return base in schemas ? base : name
  }
  const renamed = (part: unknown): unknown => {
    const text = JSON.stringify(part).replace(reference, (_, name: string) => `"$ref":"#/components/schemas/${nameOf(name)}"`)
    return JSON.parse(text) as unknown
  }
  const joined: Json = {}
  for (const name of [...used].sort()) {
    const schema = renamed(schemas[name])
    const known = joined[nameOf(name)]
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`${nameOf(name)} is read in another form than it is answered: give them two names`)
    }
    joined[nameOf(name)] = schema
  }
  const components = { ...(document['components'] as Json), schemas: joined }
  return { ...document, components, paths: renamed(document['paths']) }
}

const reference = /"\$ref":"#\/components\/schemas\/([^"]+)"/g

/** The names of the schemas that a part of a document refers to, directly or through others. */
export function referredBy(part: unknown, schemas: Json): Set<string> {
  const referred = new Set<string>()
  const follow = (next: unknown): void => {
    for (const [, name = ''] of (JSON.stringify(next) ?? '').matchAll(reference)) {
      if (referred.has(name)) continue
      referred.add(name)
      follow(schemas[name])
    }
  }
  follow(part)
  return referred
}
