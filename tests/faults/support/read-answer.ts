import { markerPrefix } from './ledger.ts'

export type Answer = {
  version: number
  /** The markers in it, as `slug@revision` in their order. */
  markers: string[]
}

/** What a body says of its version; null when it is no whole answer. */
export function readAnswer(bytes: Buffer): Answer | null {
  const body = parse(bytes.toString())
  if (typeof body !== 'object' || body === null || !('directoryVersion' in body) || typeof body.directoryVersion !== 'number') return null
  const markers = new Set<string>()
  collect(body, markers)
  return { version: body.directoryVersion, markers: [...markers].sort() }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function collect(value: unknown, markers: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  if ('slug' in value && 'revision' in value && typeof value.slug === 'string' && value.slug.startsWith(markerPrefix)) {
    markers.add(`${value.slug}@${String(value.revision)}`)
  }
  for (const part of Object.values(value)) collect(part, markers)
}
