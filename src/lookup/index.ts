/** Every public route, by hand: this list says what anybody may read. All of them read only. */
import type { LookupRoute } from './route.ts'
import { getCountry } from './routes/get-country.ts'
import { getHelp } from './routes/get-help.ts'
import { getListing } from './routes/get-listing.ts'
import { getVocabulary } from './routes/get-vocabulary.ts'
import { listCountries } from './routes/list-countries.ts'
import { listGuidance } from './routes/list-guidance.ts'
import { listListings } from './routes/list-listings.ts'
import { postHelp } from './routes/post-help.ts'

export const lookupRoutes: readonly LookupRoute[] = [
  getHelp, // GET /v1/help
  postHelp, // POST /v1/help
  listListings, // GET /v1/listings
  getListing, // GET /v1/listings/{id or slug}
  listCountries, // GET /v1/countries
  getCountry, // GET /v1/countries/{code}
  getVocabulary, // GET /v1/vocabulary
  listGuidance, // GET /v1/guidance
]
