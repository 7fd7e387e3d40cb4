import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '../../db/transaction.ts'
import { readGuidanceHeads } from '../../directory/guidance/read-guidance-heads.ts'
import { readLabelSets } from '../../directory/label/read-label-sets.ts'
import { type ListingHead, readListingHeads } from '../../directory/listing/read-listing-heads.ts'
import { readOrganisations } from '../../directory/organisation/read-organisations.ts'
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
 * @param author under whose name imports write revisions
 */
export async function planImport(
  transaction: Transaction,
  rows: CheckedRows,
  { author, at }: { author: string; at: Date },
): Promise<ImportPlan> {
  const listingHeads = await readListingHeads(
    transaction,
    rows.listings.map(({ entry }) => entry.slug),
    author,
  )
  const guidanceHeads = await readGuidanceHeads(
    transaction,
    rows.guidance.map(({ entry }) => entry.slug),
    author,
  )
  const knownLabels = await readLabelSets(transaction)
  const organisations = planOrganisations(rows.listings, await readOrganisations(transaction), at)
  const faults = [...organisations.faults]

  const listings = planRevisions(rows.listings, listingHeads, faults, (entry, head) => {
    const organisation =
      entry.organisation === null ? null : { name: entry.organisation.name, country: organisationCountry(entry) }
    return decideChange(head, entry, author, head === undefined || isDeepStrictEqual(head.organisation, organisation))
  })
  const guidance = planRevisions(rows.guidance, guidanceHeads, faults, (entry, head) =>
    decideChange(head, { content: entry.content, hold: false }, author),
  )

  const labelSets: ImportPlan['labelSets'] = { save: [], unchanged: [] }
  for (const labelSet of rows.labelSets) {
    const known = knownLabels.get(labelSet.entry.locale)
    if (known !== undefined && isDeepStrictEqual(known.content, labelSet.entry)) labelSets.unchanged.push(labelSet)
    else if (known?.edited === true)
      faults.push(conflictOf(labelSet, '/labels', 'were edited in the directory and stay as they are there'))
    else labelSets.save.push(labelSet)
  }
  return { organisations, listings, guidance, labelSets, faults }
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
