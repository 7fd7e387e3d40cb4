import { z } from 'zod'
import { coverages } from '../../help/choice.ts'
import type { CountryCoverage } from '../../help/describe-coverage.ts'
import { emergencyService, kind, kinds } from '../../help/vocabulary.ts'

const counts = z.array(z.object({ kind, count: z.int() })).meta({ description: 'Every kind, also those with none.' })

export const countrySummaryView = z
  .object({
    code: z.string().meta({ description: 'ISO 3166-1 alpha-2; XK for Kosovo.' }),
    name: z.string(),
    coverage: z.enum(coverages),
    kinds: counts,
  })
  .meta({ id: 'CountrySummary', description: 'What the directory has for a country.' })

export const countryView = z
  .object({
    code: z.string(),
    name: z.string(),
    coverage: z.enum(coverages),
    kinds: counts,
    languages: z.array(z.string()).meta({ description: 'Languages in which some service answers.' }),
    verification: z
      .object({ verified: z.int(), due: z.int(), unverified: z.int(), overdue: z.int() })
      .meta({ description: 'How many listings have each state.' }),
    emergencyNumbers: z.array(z.object({ number: z.string(), uri: z.string(), services: z.array(emergencyService) })),
    gaps: z
      .array(z.enum([...kinds, 'child_support_line']))
      .meta({ description: 'Kinds of help that a country should have and the directory does not know.' }),
  })
  .meta({ id: 'Country', description: 'What the directory has for a country, and what is missing.' })

export function viewCountrySummary(country: CountryCoverage, name: string): z.output<typeof countrySummaryView> {
  return { code: country.country, name, coverage: country.coverage, kinds: viewCounts(country) }
}

export function viewCountry(country: CountryCoverage, name: string): z.output<typeof countryView> {
  return {
    code: country.country,
    name,
    coverage: country.coverage,
    kinds: viewCounts(country),
    languages: country.languages,
    verification: {
      verified: country.verification.verified,
      due: country.verification.due,
      unverified: country.verification.unverified,
      overdue: country.verification.overdue,
    },
    emergencyNumbers: country.emergencyNumbers.map(({ number, uri, services }) => ({ number, uri, services: [...services] })),
    gaps: country.gaps,
  }
}

function viewCounts({ kinds: counted }: CountryCoverage): z.output<typeof counts> {
  return counted.map((entry) => ({ kind: entry.kind, count: entry.count }))
}
