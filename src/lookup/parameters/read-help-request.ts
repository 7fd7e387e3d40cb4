import type { FastifyRequest } from 'fastify'
import { countryOfSubdivision, toCountryCode, toSubdivisionCode } from '../../help/places.ts'
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
 * Reads a question for help from its fields, and from headers what they leave out: the language from `Accept-Language`. Where the
 * installation names a header of a trusted proxy for the country, the country too may be left out: it is that of the subdivision, else
 * that of the header.
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
    let country = countryOf(fields['subdivision'])
    if (country === null) {
      variesBy.push(countryHeader)
      country = countryFrom(headers[countryHeader.toLowerCase()])
    }
    if (country !== null) asked = { ...fields, country }
  }
  const question = readHelpQuestion(asked, from, (locale) => {
    const requested = requestedLocales(locale, headers['accept-language'])
    variesBy.push(...requested.variesBy)
    return requested.locales
  }, found)
  return { question, variesBy }
}

/** Null for what is no subdivision. */
function countryOf(subdivision: unknown): string | null {
  const code = typeof subdivision === 'string' ? toSubdivisionCode(subdivision) : null
  return code === null ? null : countryOfSubdivision(code)
}

/** Proxies write XX or T1 where they do not know: that is no country, and no fault of the caller. */
function countryFrom(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? toCountryCode(header.trim()) : null
}
