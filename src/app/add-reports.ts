import type { FastifyInstance } from 'fastify'
import proxyAddress from '@fastify/proxy-addr'
import { findListing } from '../help/find-listing.ts'
import { serveListing } from '../help/serve-listing.ts'
import { ProblemError } from '../lib/errors.ts'
import type { LookupContext } from '../lookup/context.ts'
import { currentDirectory } from '../lookup/current-directory.ts'
import { reportRoutes } from '../report/index.ts'
import type { EditingDoor } from './late-editing.ts'
import { clientNetwork } from './limits/client-network.ts'
import { createRateLimit } from './limits/create-rate-limit.ts'

/** What one network may send a minute, whatever the settings say: what is sent costs the database a transaction, and people time. */
const [problemsPerMinute, claimsPerMinute] = [10, 5]

export type ReportSide = {
  door: Pick<EditingDoor, 'database' | 'queue'>
  trustedProxies: readonly string[]
}

/** Adds what the public may write. */
export function addReports(app: FastifyInstance, context: LookupContext, { door: { database, queue }, trustedProxies }: ReportSide): void {
  const trust = trustedProxies.length === 0 ? null : proxyAddress.compile([...trustedProxies])
  const limit = (name: string, rateLimitPerMinute: number) => {
    const created = createRateLimit({ rateLimitPerMinute, trustedProxies, name })
    if (created === null) throw new Error('These limits are always on.')
    return created
  }
  const parts = {
    database,
    queue,
    networkOf: (request: Parameters<typeof clientNetwork>[0]) => clientNetwork(request, trust),
    limits: { problems: limit('problems', problemsPerMinute), claims: limit('claims', claimsPerMinute) },
    findListing: (idOrSlug: string) => findServed(context, idOrSlug),
    now: () => context.now(),
  }
  for (const route of reportRoutes) route(app, parts)
}

/** Not found is what `GET /v1/listings/{listing}` does not find. */
function findServed(context: LookupContext, idOrSlug: string): { id: string } {
  const directory = currentDirectory(context)
  const listing = findListing(directory, idOrSlug)
  const circumstances = { country: null, locales: [], audience: null, ageBand: 'unknown' as const }
  if (listing === undefined || serveListing(directory, listing, circumstances, context.now(), context.settings) === null) {
    throw new ProblemError('not_found', 'There is no public listing with this id or slug.')
  }
  return { id: listing.id }
}
