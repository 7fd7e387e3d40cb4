import type { DirectoryChanges } from '../../src/help/directory-changes.ts'
import type { PublishedDirectory } from '../../src/help/directory.ts'

type Named = { slug: string }
const bySlug = (one: Named, other: Named) => (one.slug < other.slug ? -1 : 1)

/** The directory after the changes, in the plainest way: what tests compare every other way with. */
export function applyChanges(directory: PublishedDirectory, changes: DirectoryChanges): PublishedDirectory {
  const merge = <Entry extends Named & { id: string }>(old: readonly Entry[], changed: readonly Entry[], withdrawn: readonly string[]) => {
    const gone = new Set([...withdrawn, ...changed.map(({ id }) => id)])
    return [...old.filter(({ id }) => !gone.has(id)), ...changed].sort(bySlug)
  }
  const locales = new Map([...directory.labelSets, ...changes.labelSets].map((labels) => [labels.locale, labels]))
  return {
    version: changes.version,
    changedAt: changes.changedAt,
    listings: merge(directory.listings, changes.listings, changes.withdrawnListings),
    guidance: merge(directory.guidance, changes.guidance, changes.withdrawnGuidance),
    labelSets: [...locales.values()].sort((one, other) => (one.locale < other.locale ? -1 : 1)),
  }
}
