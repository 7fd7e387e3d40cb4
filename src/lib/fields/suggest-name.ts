import { editDistance } from '../edit-distance.ts'

const mostEdits = 2

/** The known name that was most likely meant, or null: another case or separator, a plural, one or two wrong letters. */
export function suggestName(given: string, known: readonly string[]): string | null {
  if (given.length > 40) return null
  const wanted = simplify(given)
  let best: { name: string; distance: number } | null = null
  for (const name of known) {
    const allowed = Math.min(mostEdits, Math.floor(name.length / 3))
    const distance = editDistance(wanted, simplify(name), allowed)
    if (distance <= allowed && (best === null || distance < best.distance)) best = { name, distance }
  }
  return best?.name ?? null
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
