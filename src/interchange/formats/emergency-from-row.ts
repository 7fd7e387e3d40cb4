import type { LabelSetContent } from '../../help/label-set.ts'
import { emergencyServices } from '../../help/vocabulary.ts'
import type { EmergencyRow } from './emergency-row.ts'
import type { ListingEntry } from './listing-from-row.ts'
import type { RowFault } from './row-fault.ts'
import { settleListing } from './settle-listing.ts'

/** A number and the place in the row that names it first. */
type Number = { value: string; path: [string, number]; general: boolean; services: ('police' | 'ambulance' | 'fire')[] }

/**
 * The `emergency_service` listing of a territory, or `null` when it has no number. Nobody gave us a local name or a text for it,
 * so it carries the directory's own words for emergency services in every language that has them, and says that hours and
 * cost are unknown.
 */
export function emergencyFromRow(
  row: EmergencyRow,
  labelSets: readonly LabelSetContent[],
): { entry: ListingEntry | null; faults: RowFault[] } {
  const numbers = numbersOf(row)
  if (numbers.length === 0) return { entry: null, faults: [{ field: '', reason: 'names no number', effect: 'row_refused' }] }

  const words = labelSets.flatMap(({ locale, origin, reviewed, labels }) => {
    const [name, summary] = [labels['kind.emergency_service'], labels['emergency.note']]
    return name === undefined || summary === undefined ? [] : [{ locale, origin, reviewed, name, summary }]
  })
  const official = words.find((entry) => entry.locale === 'en') ?? words[0]
  const draft = {
    kind: 'emergency_service',
    countries: [row.country],
    timeZone: null,
    officialName: { locale: official?.locale, text: official?.name },
    names: words.map(({ locale, origin, reviewed, name }) => ({ locale, text: name, origin, reviewed })),
    texts: words.map(({ locale, origin, reviewed, summary }) => ({ locale, summary, origin, reviewed })),
    languages: [],
    audiences: [],
    minAge: null,
    maxAge: null,
    channels: numbers.map(({ value, general, services }) => ({
      type: 'phone',
      value,
      reachableFrom: value.startsWith('+') ? 'anywhere' : 'in_country',
      generalEmergency: general,
      emergencyServices: services,
    })),
    sources: row.sources,
    editorsNote: row.note,
  }
  const { content, faults } = settleListing(draft, ([first, second, ...rest]) => {
    if (first === 'channels' && typeof second === 'number') return numbers[second]?.path ?? []
    if (first === 'countries') return ['country']
    return first === 'editorsNote'
      ? ['note']
      : [...(first === undefined ? [] : [first]), ...(second === undefined ? [] : [second]), ...rest]
  })
  return {
    entry: content === null ? null : { slug: `${row.country.toLowerCase()}-emergency`, hold: false, organisation: null, content },
    faults,
  }
}

/** Each number once, in the order general, police, ambulance, fire, with everything it stands for. */
function numbersOf(row: EmergencyRow): Number[] {
  const byValue = new Map<string, Number>()
  for (const service of ['general', ...emergencyServices] as const) {
    row[service].forEach((value, index) => {
      const number = byValue.get(value) ?? { value, path: [service, index], general: false, services: [] }
      if (service === 'general') number.general = true
      else if (!number.services.includes(service)) number.services.push(service)
      byValue.set(value, number)
    })
  }
  return [...byValue.values()]
}
