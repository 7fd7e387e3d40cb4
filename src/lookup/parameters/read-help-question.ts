import type { z } from 'zod'
import { bandOfAge } from '../../help/age.ts'
import { countryOfSubdivision } from '../../help/places.ts'
import { resolveQuestion } from '../../help/question.ts'
import type { HelpQuestion, HelpRequest } from '../../help/question.ts'
import type { Fault } from '../../lib/errors.ts'
import { helpFields } from './help-fields.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import type { FieldSource } from '../../lib/fields/read-fields.ts'

type HelpFields = z.output<typeof helpFields>
type ReadableFields = { [Name in keyof HelpFields]?: HelpFields[Name] | undefined }

/**
 * Reads a question for help and fills in what was left out.
 *
 * @param localesFor the languages wanted, for the `locale` field or its absence
 * @param found faults of another part of the request, which are thrown together with these
 * @throws ProblemError that names every fault, impossible combinations among them
 */
export function readHelpQuestion(
  raw: Readonly<Record<string, unknown>>,
  from: FieldSource,
  localesFor: (locale: string | null) => readonly string[],
  found: readonly Fault[] = [],
): HelpQuestion {
  const fields = readFields(helpFields, raw, from, findConflicts, found)
  const resolved = resolveQuestion(toRequest({ ...fields, country: fields.country }, localesFor(fields.locale ?? null)))
  if ('faults' in resolved) throw new Error('findConflicts overlooked a fault that resolveQuestion names')
  return resolved.question
}

function toRequest(fields: ReadableFields & { country: string }, locales: readonly string[]): HelpRequest {
  const { country, subdivision, ageBand, age, audience, situation, topic, channel, community, limit, explain } = fields
  return {
    country,
    subdivision: subdivision ?? null,
    locales,
    ageBand: ageBand ?? (age === undefined ? 'unknown' : bandOfAge(age)),
    audience: audience ?? null,
    situation: situation ?? 'need_help',
    topics: topic ?? [],
    channels: channel ?? [],
    communities: community ?? [],
    limit: limit ?? null,
    explain: explain ?? false,
  }
}

/** Faults between fields, among those that could be read by themselves. */
function findConflicts(fields: ReadableFields, sent: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = []
  if (sent.has('age') && sent.has('ageBand')) {
    faults.push({ parameter: 'age', code: 'conflict', detail: 'cannot be sent together with ageBand, even when they agree' })
  }
  const country = fields.country ?? (fields.subdivision === undefined ? '' : countryOfSubdivision(fields.subdivision))
  const resolved = resolveQuestion(toRequest({ ...fields, country }, []))
  if ('faults' in resolved) {
    faults.push(...resolved.faults.map(({ parameter, detail }): Fault => ({ parameter, code: 'impossible_combination', detail })))
  }
  return faults
}
