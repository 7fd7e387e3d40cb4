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
 * Recognises organisations by name and country. The first web address that a file gives counts; another one is reported and left
 * out, as is one for an organisation that somebody else has changed in the directory.
 */
export function planOrganisations(
  listings: readonly Checked<ListingEntry>[],
  known: readonly KnownOrganisation[],
  at: Date,
): OrganisationPlan {
  const faults: ImportFault[] = []
  const named = new Map<string, { name: string; country: string | null; url: string | null; from: Checked<ListingEntry> }>()
  for (const listing of listings) {
    const { organisation } = listing.entry
    if (organisation === null) continue
    const country = organisationCountry(listing.entry)
    const same = named.get(keyOf(organisation.name, country))
    if (same === undefined) named.set(keyOf(organisation.name, country), { ...organisation, country, from: listing })
    else if (same.url === null) Object.assign(same, { url: organisation.url, from: listing })
    else if (organisation.url !== null && organisation.url !== same.url) {
      const reason = `the organisation has the address ${same.url} by ${same.from.file}:${same.from.line}`
      faults.push({ file: listing.file, line: listing.line, field: '/organisation/url', reason, effect: 'part_left_out' })
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
