/** One committed publication of a marker: a listing that exists for the tests only. `revision` is null when it was withdrawn. */
export type Publication = { version: number; slug: string; revision: number | null }

export type Ledger = {
  note: (publication: Publication) => void
  /** The last version that was published, 0 before the first. */
  last: () => number
  /** How many were published. */
  count: () => number
  publications: () => readonly Publication[]
  /** The markers that are visible at a version, as `slug@revision` in their order. */
  visibleAt: (version: number) => string[]
  /** Forgets what was published after a version: the database was set back to it. */
  setBackTo: (version: number) => void
}

/** Begins the same for all slugs of markers. */
export const markerPrefix = 'marker-'

/** Writes down what was published, independently of the product. */
export function openLedger(): Ledger {
  let publications: Publication[] = []
  return {
    note: (publication) => void publications.push(publication),
    last: () => publications.reduce((last, { version }) => Math.max(last, version), 0),
    count: () => publications.length,
    publications: () => publications,
    visibleAt(version) {
      const visible = new Map<string, number>()
      for (const { slug, revision, version: at } of publications.toSorted((one, other) => one.version - other.version)) {
        if (at > version) break
        if (revision === null) visible.delete(slug)
        else visible.set(slug, revision)
      }
      return [...visible].map(([slug, revision]) => `${slug}@${revision}`).sort()
    },
    setBackTo(version) {
      publications = publications.filter((publication) => publication.version <= version)
    },
  }
}
