/**
 * Every route of the directory, by hand: this list says what anybody may read of it. All of them read only. What else is
 * answered, app/add-routes.ts adds: health, the description and the reference.
 */
import type { LookupRoute } from './route.ts'
import { getBundle } from './routes/get-bundle.ts'
import { getCountry } from './routes/get-country.ts'
import { getHelp } from './routes/get-help.ts'
import { getListing } from './routes/get-listing.ts'
import { getVocabulary } from './routes/get-vocabulary.ts'
import { listCountries } from './routes/list-countries.ts'
import { listGuidance } from './routes/list-guidance.ts'
import { listListings } from './routes/list-listings.ts'
import { postHelp } from './routes/post-help.ts'

export const lookupRoutes: readonly LookupRoute[] = [
  getHelp,
  postHelp,
  listListings,
  getListing,
  listCountries,
  getCountry,
  getVocabulary,
  listGuidance,
  getBundle,
]
