import type { FastifyRequest } from 'fastify'
import { toCountryCode } from '../../help/places.ts'
import type { Fault } from '../../lib/errors.ts'
import type { HelpQuestion } from '../../help/question.ts'
import type { FieldSource } from '../../lib/fields/read-fields.ts'
import { readHelpQuestion } from './read-help-question.ts'
import { requestedLocales } from './requested-locales.ts'

export type HelpRequest = {
  question: HelpQuestion
  /** Request headers that were used because the question did not say. */
  variesBy: string[]
}

/**
 * Reads a question for help from its fields, and from headers what they leave out: the language from `Accept-Language`, the
 * country from the header of a trusted proxy where the installation names one.
 *
 * @param found faults of another part of the request, which are thrown together with these
 * @throws ProblemError that names every fault
 */
export function readHelpRequest(
  fields: Readonly<Record<string, unknown>>,
  from: FieldSource,
  headers: FastifyRequest['headers'],
  countryHeader: string | null,
  found: readonly Fault[] = [],
): HelpRequest {
  const variesBy: string[] = []
  let asked = fields
  if (countryHeader !== null && fields['country'] === undefined) {
    variesBy.push(countryHeader)
    const country = countryFrom(headers[countryHeader.toLowerCase()])
    if (country !== null) asked = { ...fields, country }
  }
  const question = readHelpQuestion(asked, from, (locale) => {
    const requested = requestedLocales(locale, headers['accept-language'])
    variesBy.push(...requested.variesBy)
    return requested.locales
  }, found)
  return { question, variesBy }
}

/** Proxies write XX or T1 where they do not know: that is no country, and no fault of the caller. */
function countryFrom(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? toCountryCode(header.trim()) : null
}
