type Json = Record<string, unknown>

/**
 * Moves problems that several operations answer in the same way into the components of a document, and leaves references: dozens of
 * operations are refused for the same reasons, and the document would be mostly that.
 */
export function shareResponses(document: Json): void {
  const operations = Object.values(document['paths'] as Record<string, Json>).flatMap((methods) => Object.values(methods) as Json[])
  const places = operations.flatMap(({ responses }) =>
    Object.entries(responses as Record<string, Json>)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, response]) => ({ responses: responses as Json, status, text: JSON.stringify(response) })),
  )
  const shared: Json = {}
  for (const [text, alike] of Map.groupBy(places, (place) => place.text)) {
    if (alike.length < 2) continue
    const name = freeName(shared, nameOf(JSON.parse(text) as Json))
    shared[name] = JSON.parse(text)
    for (const { responses, status } of alike) responses[status] = { $ref: `#/components/responses/${name}` }
  }
  const sorted = Object.entries(shared).sort(([one], [other]) => (one < other ? -1 : 1))
  ;(document['components'] as Json)['responses'] = Object.fromEntries(sorted)
}

/** The codes that it can have. */
function nameOf({ content }: Json): string {
  const [media] = Object.values(content as Record<string, { schema: { allOf: [Json, { properties: { code: { enum: string[] } } }] } }>)
  return media?.schema.allOf[1].properties.code.enum.join('-') ?? 'problem'
}

function freeName(taken: Json, name: string): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name}.${count}`
    if (!(free in taken)) return free
  }
}
