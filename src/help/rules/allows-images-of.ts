import type { PublishedListing } from '../directory.ts'
import type { Circumstances } from './rule.ts'

/**
 * S8: services for pictures of adults (as StopNCII) only where the person in the picture is 18 or older. Services for
 * pictures of under-18s (as Take It Down) are open to all, and marked for an adult as "from before you turned 18".
 */
export function allowsImagesOf({ content }: PublishedListing, { audience, band }: Pick<Circumstances, 'audience' | 'band'>): boolean {
  if (content.imagesOf !== 'adults') return true
  return audience === 'adult' || (audience !== 'child' && band === '18-plus')
}
