import type { PublishedGuidance } from '../../help/directory.ts'

/** What is selected from `published_guidance`. */
export const guidanceColumns = 'id, slug, revision, content, published_at'

export type GuidanceRow = Pick<PublishedGuidance, 'id' | 'slug' | 'revision' | 'content'> & { published_at: Date }

export function guidanceFromRow({ published_at: publishedAt, ...row }: GuidanceRow): PublishedGuidance {
  return { ...row, publishedAt }
}
