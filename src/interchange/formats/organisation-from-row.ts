import type { z } from 'zod'
import { organisationFacts } from '../../help/organisation-facts.ts'
import type { ListingRow } from './listing-row.ts'
import { plainWords } from './plain-words.ts'
import { refusals, type RowFault } from './row-fault.ts'

export type OrganisationEntry = z.infer<typeof organisationFacts>

/** Who runs the service of a row. A web address that may not be offered is left out; a name that does not fit refuses the row. */
export function organisationFromRow(organisation: ListingRow['organisation']): {
  organisation: OrganisationEntry | null
  faults: RowFault[]
} {
  if (organisation === null) return { organisation, faults: [] }
  const result = organisationFacts.safeParse(organisation, { error: plainWords })
  if (result.success) return { organisation: result.data, faults: [] }
  const faults = refusals(result.error.issues, (path) => ['organisation', ...path]).map((fault): RowFault =>
    fault.field === '/organisation/url' ? { ...fault, effect: 'part_left_out' } : fault,
  )
  return { organisation: { name: organisation.name, url: null }, faults }
}
