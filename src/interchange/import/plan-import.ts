import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '../../db/transaction.ts'
import { readLabelSets } from '../../directory/label/read-label-sets.ts'
import { type ListingHead, readListingHeads } from '../../directory/listing/read-listing-heads.ts'
import { readOrganisations } from '../../directory/organisation/read-organisations.ts'
import { readRevisionHeads } from '../../directory/read-revision-heads.ts'
import type { RevisionHead } from '../../directory/revision-head.ts'
import type { LabelSetContent } from '../../help/label-set.ts'
import type { GuidanceEntry } from '../formats/guidance-from-row.ts'
import type { ListingEntry } from '../formats/listing-from-row.ts'
import type { Checked, CheckedRows } from './check-rows.ts'
import { type Decision, decideChange } from './decide-change.ts'
import type { ImportFault } from './import-fault.ts'
import { organisationCountry, type OrganisationPlan, planOrganisations } from './plan-organisations.ts'

/** What to do, by what is done. */
type RevisionPlan<E, H> = {
  add: Checked<E>[]
  revise: (Checked<E> & { head: H })[]
  release: (Checked<E> & { head: H })[]
  unchanged: Checked<E>[]
}

export type ImportPlan = {
  organisations: OrganisationPlan
  listings: RevisionPlan<ListingEntry, ListingHead>
  guidance: RevisionPlan<GuidanceEntry, RevisionHead>
  labelSets: { save: Checked<LabelSetContent>[]; unchanged: Checked<LabelSetContent>[] }
  /** Conflicts with what was done in the directory, and what organisations cannot take over. */
  faults: ImportFault[]
}

/**
 * Compares checked rows with the directory. Whatever is in the directory and not in the files stays as it is.
 * @param authors whose last word this import may replace; see `importSources`
 */
export async function planImport(
  transaction: Transaction,
  rows: CheckedRows,
  { authors, at }: { authors: readonly string[]; at: Date },
): Promise<ImportPlan> {
  const listingHeads = await readListingHeads(
    transaction,
    rows.listings.map(({ entry }) => entry.slug),
    authors,
  )
  const guidanceHeads = await readRevisionHeads(
    transaction,
    'guidance',
    rows.guidance.map(({ entry }) => entry.slug),
    authors,
  )
  const knownLabels = await readLabelSets(transaction, authors)
  const organisations = planOrganisations(rows.listings, await readOrganisations(transaction, authors), at)
  const faults = [...organisations.faults]

  const listings = planRevisions(rows.listings, listingHeads, faults, (entry, head) => {
    const organisation =
      entry.organisation === null ? null : { name: entry.organisation.name, country: organisationCountry(entry) }
    if (head === undefined || isDeepStrictEqual(head.organisation, organisation)) return decideChange(head, entry, authors)
    return decideChange(head, entry, authors, head.isKept ? 'kept' : 'corrected')
  })
  const guidance = planRevisions(rows.guidance, guidanceHeads, faults, (entry, head) =>
    decideChange(head, { content: entry.content, hold: false }, authors),
  )

  const labelSets: ImportPlan['labelSets'] = { save: [], unchanged: [] }
  for (const labelSet of rows.labelSets) {
    const known = knownLabels.get(labelSet.entry.locale)
    // A file of texts without labels brings guidance only.
    const isSame = Object.keys(labelSet.entry.labels).length === 0 || isDeepStrictEqual(known?.content, labelSet.entry)
    if (isSame) labelSets.unchanged.push(labelSet)
    else if (known?.edited === true)
      faults.push(conflictOf(labelSet, '/labels', 'were changed in the directory and stay as they are there'))
    else labelSets.save.push(labelSet)
  }
  // Under the name in the file people of the directory may have an organisation no more: it is not made a second time.
  const named = new Set([...listings.add, ...listings.revise, ...listings.release].map(({ entry }) => organisations.idOf(entry)))
  const add = organisations.add.filter(({ id }) => named.has(id))
  return { organisations: { ...organisations, add }, listings, guidance, labelSets, faults }
}

function planRevisions<E extends { slug: string }, H>(
  entries: readonly Checked<E>[],
  heads: ReadonlyMap<string, H>,
  faults: ImportFault[],
  decide: (entry: E, head: H | undefined) => Decision,
): RevisionPlan<E, H> {
  const plan: RevisionPlan<E, H> = { add: [], revise: [], release: [], unchanged: [] }
  for (const checked of entries) {
    const head = heads.get(checked.entry.slug)
    const decision = decide(checked.entry, head)
    if (typeof decision === 'object') faults.push(conflictOf(checked, '', `${checked.entry.slug} ${decision.conflict}`))
    else if (head === undefined || decision === 'add') plan.add.push(checked)
    else if (decision === 'unchanged') plan.unchanged.push(checked)
    else plan[decision].push({ ...checked, head })
  }
  return plan
}

function conflictOf({ file, line }: Checked<unknown>, field: string, reason: string): ImportFault {
  return { file, line, field, reason, effect: 'conflict' }
}
