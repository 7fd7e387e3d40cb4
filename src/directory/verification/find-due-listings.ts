import type { Database } from '../../db/client.ts'
import { servedUntil } from '../../help/served-until.ts'
import { verificationState, type ServingSettings } from '../../help/verification.ts'
import type { Kind } from '../../help/vocabulary.ts'
import { readVerifiedFacts } from './read-verified-facts.ts'

/** What nobody has checked in time, or will not have. Listings of several countries count in each of them. */
export interface DueListings {
  published: number
  /** Published listings by how far they can be trusted. */
  status: Record<'verified' | 'due' | 'overdue' | 'unverified', number>
  /** Published, and served no more because nobody has checked them in time. */
  notServed: number
  /** How many stop being served within the next 30 days, by kind and country. Worldwide services never do. */
  stopping: { kind: Kind; country: string; count: number }[]
  /** Those of them that stop within a week, the first to stop first. */
  stoppingSoon: { slug: string; kind: Kind; countries: readonly string[]; servedUntil: Date }[]
}

const day = 24 * 60 * 60 * 1000

/** Finds the listings that children will lose unless somebody checks them. */
export async function findDueListings(database: Database, settings: ServingSettings, now: Date): Promise<DueListings> {
  const due: DueListings = {
    published: 0,
    status: { verified: 0, due: 0, overdue: 0, unverified: 0 },
    notServed: 0,
    stopping: [],
    stoppingSoon: [],
  }
  const stopping = new Map<string, DueListings['stopping'][number]>()
  for await (const listing of readVerifiedFacts(database)) {
    due.published += 1
    due.status[verificationState(listing, settings, now).status] += 1
    const until = servedUntil(listing, settings, now)
    if (until === null) continue
    const left = until.getTime() - now.getTime()
    if (left <= 0) due.notServed += 1
    else if (left <= 30 * day) {
      const { kind, countries } = listing.content
      for (const country of countries) {
        const key = `${kind} ${country}`
        const entry = stopping.get(key) ?? { kind, country, count: 0 }
        entry.count += 1
        stopping.set(key, entry)
      }
      if (left <= 7 * day) due.stoppingSoon.push({ slug: listing.slug, kind, countries, servedUntil: until })
    }
  }
  due.stopping = [...stopping.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry)
  due.stoppingSoon.sort((one, other) => one.servedUntil.getTime() - other.servedUntil.getTime())
  return due
}
