import type { EarlierImport } from '../../directory/audit/list-imports.ts'

/**
 * Whether an import has anything to do. `same`: nothing else came since these files. `superseded`: files that come with a release, after
 * newer ones of another release were loaded.
 */
export type ImportedBefore = 'no' | 'same' | 'superseded'

/**
 * A person who names a folder wants it, whatever came before it. Of the files of releases only the newest count: when an older release starts
 * again, during an upgrade or after it, the wrong number that a newer one has corrected must not come back (docs/decisions/010). The newest are
 * those of the highest release; where that does not tell, those that were loaded for the first time last. They are loaded again where older
 * ones came after them, which only a release did that did not know this rule.
 *
 * @param files `release` is null for those that a person names
 * @param earlier the imports whose words this one may replace, the oldest first
 */
export function importedBefore(files: EarlierImport, earlier: readonly EarlierImport[]): ImportedBefore {
  if (files.release !== null && isSuperseded(files.digest, [...earlier, files], earlier)) return 'superseded'
  return earlier.at(-1)?.digest === files.digest ? 'same' : 'no'
}

function isSuperseded(digest: string, known: readonly EarlierImport[], earlier: readonly EarlierImport[]): boolean {
  const own = known.filter((entry) => entry.digest === digest)
  const others = known.filter((entry) => entry.digest !== digest)
  const isAbove = (one: EarlierImport, other: EarlierImport) => compareReleases(one.release, other.release) > 0
  if (others.some((other) => own.every((one) => one.release === null || isAbove(other, one)))) return true
  if (others.every((other) => own.some((one) => isAbove(one, other)))) return false
  const digests = earlier.map((entry) => entry.digest)
  return digests.includes(digest) && digest !== [...new Set(digests)].at(-1)
}

/** Above 0 when the first is the later release, below 0 when the second is; 0 when nobody can tell. What follows the three numbers does not count. */
function compareReleases(one: string | null, other: string | null): number {
  if (one === null || other === null) return 0
  const [numbers = '', otherNumbers = ''] = [one, other].map((release) => release.split(/[-+]/, 1)[0])
  return numbers.localeCompare(otherNumbers, 'en', { numeric: true })
}
