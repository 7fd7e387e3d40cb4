/**
 * Every route of those who signed in, by hand: this list says who may do what from outside. Each names its row in
 * `directory/permissions.ts`; whoever is not allowed is refused there, whatever a route forgets.
 */
import { guidanceCommands, guidanceLife } from '../directory/guidance/guidance-life.ts'
import { listingCommands, listingLife } from '../directory/listing/listing-life.ts'
import type { ConsoleRoute } from './route.ts'
import { checkContent } from './routes/check-content.ts'
import { createGuidanceRoute } from './routes/create-guidance.ts'
import { createListingRoute } from './routes/create-listing.ts'
import { getLiving } from './routes/get-living.ts'
import { getRevision } from './routes/get-revision.ts'
import { lifeRoutes } from './routes/life-routes.ts'
import { listChecklists } from './routes/list-checklists.ts'
import { listDueVerificationsRoute } from './routes/list-due-verifications.ts'
import { listRevisions } from './routes/list-revisions.ts'
import { listVerificationsRoute } from './routes/list-verifications.ts'
import { recordVerificationRoute } from './routes/record-verification.ts'

export const consoleRoutes: readonly ConsoleRoute[] = [
  createListingRoute,
  checkContent(listingLife),
  getLiving('listing'),
  listRevisions('listing'),
  getRevision('listing'),
  ...lifeRoutes('listing', listingCommands),

  recordVerificationRoute,
  listVerificationsRoute,
  listDueVerificationsRoute,
  listChecklists,

  createGuidanceRoute,
  checkContent(guidanceLife),
  getLiving('guidance'),
  listRevisions('guidance'),
  getRevision('guidance'),
  ...lifeRoutes('guidance', guidanceCommands),
]
