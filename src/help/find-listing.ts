import { findPlace } from '../lib/sorted-list.ts'
import type { Directory, PublishedListing } from './directory.ts'

/** The public listing with an id, in upper or lower case, or a slug. */
export function findListing(directory: Directory, idOrSlug: string): PublishedListing | undefined {
  return findBySlug(directory, idOrSlug) ?? findById(directory, idOrSlug.toLowerCase())
}

function findBySlug({ listings }: Directory, slug: string): PublishedListing | undefined {
  const found = listings[findPlace(listings, (listing) => listing.slug < slug)]
  return found?.slug === slug ? found : undefined
}

export function findById({ listingsById }: Pick<Directory, 'listingsById'>, id: string): PublishedListing | undefined {
  const found = listingsById[findPlace(listingsById, (listing) => listing.id < id)]
  return found?.id === id ? found : undefined
}
