import { z } from 'zod'
import type { CountryCoverage } from '../../help/describe-coverage.ts'
import { kind, kinds } from '../../help/vocabulary.ts'
import { emergencyNumberView, viewEmergencyNumber } from './emergency-view.ts'
import { coverageView } from './help-view.ts'

const count = z.int().min(0).max(1_000_000)

const kindCountView = z
  .object({
    kind: kind.meta({ description: 'The kind that is counted.' }),
    count: count.meta({
      description: 'How many listings of this kind serve the country itself; worldwide ones are not counted.',
    }),
  })
  .meta({ id: 'KindCount', description: 'How many listings of a kind a country has.' })

const code = z.string().meta({ description: 'ISO 3166-1 alpha-2; XK for Kosovo.' })
const name = z.string().meta({ description: 'Name of the country in the language of the answer.' })
const coverage = coverageView.meta({
  description: 'Whether the country has services of its own, or only worldwide ones, or nothing but the emergency number.',
})
const counts = z.array(kindCountView).meta({ description: 'Every kind, also those with none.' })

export const countrySummaryView = z
  .object({ code, name, coverage, kinds: counts })
  .meta({ id: 'CountrySummary', description: 'What the directory has for a country.' })

const verificationCountsView = z
  .object({
    verified: count.meta({ description: 'Checked, and the next check is not due.' }),
    due: count.meta({ description: 'Checked, and the next check is due.' }),
    unverified: count.meta({ description: 'Taken from public sources; nobody has checked them yet.' }),
    overdue: count.meta({ description: 'Checked too long ago: emergency numbers, which are shown even so.' }),
  })
  .meta({ id: 'VerificationCounts', description: 'How many listings have each state.' })

export const countryView = z
  .object({
    code,
    name,
    coverage,
    kinds: counts,
    languages: z.array(z.string()).meta({ description: 'Languages in which some service answers (BCP 47).' }),
    verification: verificationCountsView.meta({ description: 'How many of its listings have each state.' }),
    emergencyNumbers: z
      .array(emergencyNumberView)
      .meta({ description: 'In the order in which to show them; empty when none is known.' }),
    gaps: z
      .array(
        z.enum([...kinds, 'child_support_line']).meta({
          id: 'Gap',
          description: 'A kind of listing that is missing; `child_support_line`: no support line answers children.',
        }),
      )
      .meta({ description: 'Kinds of help that a country should have and the directory does not know.' }),
  })
  .meta({ id: 'Country', description: 'What the directory has for a country, and what is missing.' })

export function viewCountrySummary(country: CountryCoverage, nameOfIt: string): z.output<typeof countrySummaryView> {
  return { code: country.country, name: nameOfIt, coverage: country.coverage, kinds: viewCounts(country) }
}

export function viewCountry(country: CountryCoverage, nameOfIt: string): z.output<typeof countryView> {
  return {
    code: country.country,
    name: nameOfIt,
    coverage: country.coverage,
    kinds: viewCounts(country),
    languages: [...country.languages],
    verification: {
      verified: country.verification.verified,
      due: country.verification.due,
      unverified: country.verification.unverified,
      overdue: country.verification.overdue,
    },
    emergencyNumbers: country.emergencyNumbers.map(viewEmergencyNumber),
    gaps: country.gaps,
  }
}

function viewCounts({ kinds: counted }: CountryCoverage): z.output<typeof counts> {
  return counted.map((entry) => ({ kind: entry.kind, count: entry.count }))
}
