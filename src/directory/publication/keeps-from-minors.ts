import type { ListingContent } from '../../help/listing-content.ts'

/** Whether minors are shown no contact of this listing, wherever else it stands: it is a prevention service for adults (rule S2). */
export function keepsFromMinors({ kind, youthPrevention }: Pick<ListingContent, 'kind' | 'youthPrevention'>): boolean {
  return kind === 'prevention_service' && !youthPrevention
}
