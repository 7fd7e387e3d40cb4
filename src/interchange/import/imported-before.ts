import type { ImportSource } from './import-source.ts'

/**
 * Whether an import has anything to do. `same`: nothing else came since these files. `superseded`: files that came with a release and
 * were loaded before, as were newer ones since.
 */
export type ImportedBefore = 'no' | 'same' | 'superseded'

/**
 * A person who names a folder wants it, whatever came before it. The files of a release are loaded once: when an older release starts again,
 * during an upgrade or after it, the wrong number that a newer one has corrected must not come back (docs/decisions/010). The newest
 * is what was loaded for the first time last. It is loaded again where older files came after it, which only a release did that did not
 * know this rule.
 *
 * @param earlier digests of the imports whose words this one may replace, the oldest first
 */
export function importedBefore(digest: string, source: ImportSource, earlier: readonly string[]): ImportedBefore {
  const newest = [...new Set(earlier)].at(-1)
  if (source === 'seed' && earlier.includes(digest) && digest !== newest) return 'superseded'
  return earlier.at(-1) === digest ? 'same' : 'no'
}
