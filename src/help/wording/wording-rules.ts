/** Reads rules.json: what may not be written, for whom, and why. The words of each language stand in terms/. */
import { z } from 'zod'
import rulesFile from './rules.json' with { type: 'json' }
import type { WordingContext } from './wording-context.ts'

const severity = z.enum(['error', 'warning'])
export type Severity = z.infer<typeof severity>

/** Holds when all that it names holds; what it leaves out does not matter. */
const application = z.strictObject({
  places: z.array(z.enum(['guidance', 'listing', 'label', 'name'])).min(1).optional(),
  readers: z.enum(['minors', 'minors_or_parents']).optional(),
  ownBehaviour: z.literal(true).optional(),
  severity,
})

const rule = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/),
  /** Every language has words for it. */
  core: z.boolean(),
  /** The first that holds counts; where none holds the rule does not apply. */
  applies: z.array(application).min(1),
  reason: z.string().min(1),
  source: z.string().min(1),
  suggestion: z.string().min(1),
})
export type WordingRule = z.infer<typeof rule>

/** All rules, in the order in which they are reviewed. */
export const wordingRules: readonly WordingRule[] = z.array(rule).parse(rulesFile)

/** How much a rule weighs for a text; null where it does not apply. */
export function severityOf(checked: Pick<WordingRule, 'applies'>, context: WordingContext): Severity | null {
  const parents = context.audiences.length === 0 || context.audiences.includes('parent_carer')
  const holding = checked.applies.find(
    ({ places, readers, ownBehaviour }) =>
      (places === undefined || places.includes(context.place)) &&
      (readers === undefined || context.minor || (readers === 'minors_or_parents' && parents)) &&
      (ownBehaviour === undefined || context.ownBehaviour),
  )
  return holding?.severity ?? null
}
