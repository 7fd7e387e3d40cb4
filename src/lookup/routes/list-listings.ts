import { z } from 'zod'
import { normaliseLocales } from '../../help/normalise-locales.ts'
import { earliest } from '../answer/earliest.ts'
import { nextChangeOf } from '../answer/next-change-of.ts'
import { sendAnswer } from '../answer/send-answer.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { findListings } from '../listings/find-listings.ts'
import { toPlace } from '../listings/list-order.ts'
import { cursorAfter } from '../listings/page-cursor.ts'
import { listingFields } from '../parameters/listing-fields.ts'
import type { ListingFilters } from '../parameters/listing-fields.ts'
import { readListingRequest } from '../parameters/read-listing-request.ts'
import type { LookupRoute, RawQuery } from '../route.ts'
import { directoryVersionView } from '../views/directory-version.ts'
import { listingView, viewListing } from '../views/listing-view.ts'

const listingPageView = z
  .object({
    directoryVersion: directoryVersionView.meta({ description: 'The version of the directory that this was read from.' }),
    listings: z.array(listingView).meta({ description: 'In the order of their slugs, or the best match first with `q`.' }),
    nextCursor: z.string().nullable().meta({ description: 'Send it as `cursor` for the next page; null on the last one.' }),
  })
  .meta({ id: 'ListingPage', description: 'One page of listings.' })

export const listListings: LookupRoute = (app, context) => {
  app.get<RawQuery>(
    '/v1/listings',
    {
      schema: {
        operationId: 'listListings',
        tags: ['Listings'],
        summary: 'Search and filter the catalogue of listings, page by page.',
        description:
          'In the order of their slugs, or the best match first with `q`. This is a catalogue: for a person who needs help, ' +
          'ask `GET /v1/help`, which also knows what just happened.',
        querystring: listingFields,
        response: describeResponses('One page of listings.', listingPageView, ['invalid_parameters', 'directory_not_loaded']),
      },
    },
    async (request, reply) => {
      const { filters, after, locales: requested, variesBy } = readListingRequest(request.query, request.headers)
      const current = currentDirectory(context)
      const { directory, scores } =
        filters.q === undefined ? { directory: current, scores: null } : await context.search.find(current, filters.q)
      const locales = normaliseLocales(directory, requested)
      const question = [{ ...filters, locale: undefined }, locales]
      return sendAnswer(context, request, reply, { directory, question, variesBy }, (now) => {
        const asked = { filters, after, scores, facets: context.search.facetsOf(directory) }
        const { page, last } = findListings(directory, asked, locales, now, context.settings)
        const body: z.output<typeof listingPageView> = {
          directoryVersion: directory.version,
          listings: page.map(viewListing),
          nextCursor: last === null ? null : cursorAfter(toPlace(last), filters),
        }
        return {
          body,
          locales: [...new Set(page.map(({ text }) => text.locale))],
          nextChange: earliest([nextChangeOf(page, now, context.settings), comingOf(filters, now)]),
        }
      })
    },
  )
}

/** How long a page may lack a listing whose check falls due meanwhile. */
const mostMissing = 60_000

/** Without a filter for it, time only takes listings away, and that of each one on the page is known; with one, it may bring others. */
function comingOf({ verification }: ListingFilters, now: Date): Date | null {
  return verification === undefined ? null : new Date(now.getTime() + mostMissing)
}
