import { z } from 'zod'
import { findListing } from '../../help/find-listing.ts'
import { normaliseLocales } from '../../help/normalise-locales.ts'
import { serveListing } from '../../help/serve-listing.ts'
import { ProblemError } from '../../lib/errors.ts'
import { absentCacheControl } from '../answer/cache-control.ts'
import { nextChangeOf } from '../answer/next-change-of.ts'
import { sendAnswer } from '../answer/send-answer.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { countryField, localeField } from '../parameters/fields.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import { requestedLocales } from '../parameters/requested-locales.ts'
import type { LookupRoute, RawQuery } from '../route.ts'
import { listingView, viewListing } from '../views/listing-view.ts'

const fields = z.strictObject({
  country: countryField
    .meta({
      description:
        'Where the person is: links are given for numbers that work there. A service without a contact for that place is not found.',
    })
    .optional(),
  locale: localeField.optional(),
})

const path = z.object({
  listing: z.string().meta({ description: 'The id or the slug.', examples: ['fi-mll-child-helpline'] }),
})

export const getListing: LookupRoute = (app, context) => {
  app.get<RawQuery & { Params: { listing: string } }>(
    '/v1/listings/:listing',
    {
      schema: {
        operationId: 'getListing',
        tags: ['Listings'],
        summary: 'Get one listing by its id or slug.',
        description: 'A listing that is not public, or no longer, is not found.',
        params: path,
        querystring: fields,
        response: describeResponses('The listing.', listingView, [
          'invalid_parameters',
          'malformed_url',
          'not_found',
          'no_contact_there',
          'directory_not_loaded',
        ]),
      },
    },
    (request, reply) => {
      const { country = null, locale } = readFields(fields, request.query, 'query')
      const requested = requestedLocales(locale, request.headers['accept-language'])
      const directory = currentDirectory(context)
      const listing = findListing(directory, request.params.listing)
      if (listing === undefined) throw notFound()
      const locales = normaliseLocales(directory, requested.locales)
      const asked = { directory, question: [listing.id, country, locales], variesBy: requested.variesBy }
      return sendAnswer(context, request, reply, asked, (now) => {
        const circumstances = { country, locales, audience: null, ageBand: 'unknown' as const }
        const served = serveListing(directory, listing, circumstances, now, context.settings)
        if (served === null) {
          // Without a country every contact is given: what is public then, only lacks one for this place.
          const elsewhere =
            country !== null && serveListing(directory, listing, { ...circumstances, country: null }, now, context.settings) !== null
          throw elsewhere
            ? new ProblemError('no_contact_there', 'The listing has no contact that works in this country.', absent)
            : notFound()
        }
        return {
          body: viewListing(served),
          locales: [served.text.locale],
          nextChange: nextChangeOf([served], now, context.settings),
        }
      })
    },
  )
}

const absent = { headers: { 'cache-control': absentCacheControl } }

function notFound(): ProblemError {
  return new ProblemError('not_found', 'There is no public listing with this id or slug.', absent)
}
