import { orderBy } from '../lib/sorted-list.ts'

/** The orders in which a directory keeps its listings and its guidance. */
export const bySlug = orderBy((thing: { slug: string }) => thing.slug)
export const byId = orderBy((thing: { id: string }) => thing.id)
