import type { NewOrganisation } from '../../directory/organisation/add-organisations.ts'
import { chooseOrganisationSlug } from '../../directory/organisation/choose-organisation-slug.ts'
import type { KnownOrganisation } from '../../directory/organisation/read-organisations.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { ListingEntry } from '../formats/listing-from-row.ts'
import type { Checked } from './check-rows.ts'
import type { ImportFault } from './import-fault.ts'

export type OrganisationPlan = {
  add: NewOrganisation[]
  addresses: { id: string; url: string }[]
  /** The organisation of an entry. */
  idOf: (entry: ListingEntry) => string | null
  faults: ImportFault[]
}

/** Under which country an organisation is recognised: the first that the listing names, none for a worldwide listing. */
export function organisationCountry(entry: ListingEntry): string | null {
  return entry.content.countries[0] ?? null
}

const keyOf = (name: string, country: string | null) => JSON.stringify([name, country])

/**
 * Recognises organisations by name and country. A web address counts only where every row that names the organisation gives
 * it: one that stands in some rows alone is often the page of that one service, such as a hotline, and a child who reads about
 * another service must not be led there. It is reported and left out, as is one for an organisation that somebody else has
 * changed in the directory.
 */
export function planOrganisations(
  listings: readonly Checked<ListingEntry>[],
  known: readonly KnownOrganisation[],
  at: Date,
): OrganisationPlan {
  const faults: ImportFault[] = []
  const named = new Map<string, { name: string; country: string | null; url: string | null; from: Checked<ListingEntry> }>()
  const rows = new Map<string, { url: string | null; from: Checked<ListingEntry> }[]>()
  for (const listing of listings) {
    const { organisation } = listing.entry
    if (organisation === null) continue
    const country = organisationCountry(listing.entry)
    const key = keyOf(organisation.name, country)
    rows.set(key, [...(rows.get(key) ?? []), { url: organisation.url, from: listing }])
    if (!named.has(key)) named.set(key, { name: organisation.name, country, url: organisation.url, from: listing })
  }
  for (const [key, same] of rows) {
    for (const { url, from } of same) {
      const other = same.find((row) => row.url !== url)
      if (other === undefined) continue
      Object.assign(named.get(key) ?? {}, { url: null })
      if (url === null) continue
      const reason = `${other.from.file}:${other.from.line} gives the organisation ${other.url === null ? 'no address' : `the address ${other.url}`}`
      faults.push({ file: from.file, line: from.line, field: '/organisation/url', reason, effect: 'part_left_out' })
    }
  }

  const ids = new Map(known.map((entry) => [keyOf(entry.name, entry.country), entry.id]))
  const knownByKey = new Map(known.map((entry) => [keyOf(entry.name, entry.country), entry]))
  const slugs = new Set(known.map((entry) => entry.slug))
  const fresh = newIds(at, named.size)
  const add: NewOrganisation[] = []
  const addresses: { id: string; url: string }[] = []
  for (const [key, { name, country, url, from }] of named) {
    const existing = knownByKey.get(key)
    if (existing === undefined) {
      const id = fresh[add.length] ?? ''
      const slug = chooseOrganisationSlug(name, country, slugs)
      slugs.add(slug)
      ids.set(key, id)
      add.push({ id, slug, name, country, url })
    } else if (url !== null && url !== existing.url) {
      if (!existing.edited) addresses.push({ id: existing.id, url })
      else {
        const reason = 'the organisation was changed in the directory and stays as it is there'
        faults.push({ file: from.file, line: from.line, field: '/organisation/url', reason, effect: 'conflict' })
      }
    }
  }
  return {
    add,
    addresses,
    idOf: (entry) =>
      entry.organisation === null ? null : (ids.get(keyOf(entry.organisation.name, organisationCountry(entry))) ?? null),
    faults,
  }
}
