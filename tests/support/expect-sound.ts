import { expect } from 'vitest'
import type { Database } from '../../src/db/client.ts'

type Row = Record<string, unknown>

/** What must never be found in a database, whatever happened at once and wherever a process was killed. Each query finds what breaks its rule. */
const rules: Readonly<Record<string, string>> = {
  'a listing or guidance has one review under way': `
    SELECT coalesce(listing_id, guidance_id) FROM review WHERE state IN ('open', 'approved') GROUP BY 1 HAVING count(*) > 1`,
  'a review under way is of the last revision': `
    SELECT review.id FROM review JOIN listing ON listing.id = review.listing_id
    WHERE review.state IN ('open', 'approved') AND review.listing_revision_id <> listing.last_revision_id`,
  'what is in review has a review, and what was never public and has one is in review': `
    SELECT listing.id FROM listing LEFT JOIN review ON review.listing_id = listing.id AND review.state IN ('open', 'approved')
    WHERE (listing.state = 'in_review' AND review.id IS NULL) OR (listing.state = 'draft' AND review.id IS NOT NULL)`,
  'what people wrote is public after enough others approved it': `
    SELECT listing.id FROM listing JOIN listing_revision AS shown ON shown.id = listing.published_revision_id
    WHERE shown.author ~ '^(editor|key):' AND NOT EXISTS (
      SELECT FROM review WHERE review.listing_revision_id = shown.id AND review.state = 'published' AND review.approvals_needed <= (
        SELECT count(*) FROM approval WHERE approval.review_id = review.id AND approval.approved_by <> person_behind(shown.author)
      )
    )`,
  'directory versions have no gap': `
    SELECT version FROM directory_head WHERE version <> (SELECT count(DISTINCT version) FROM directory_change)
      OR version <> coalesce((SELECT max(version) FROM directory_change), 0)`,
  'the directory version of a listing is that of its last public change, and says whether it is public': `
    SELECT listing.id FROM listing LEFT JOIN LATERAL (
      SELECT version, action FROM directory_change WHERE subject = 'listing' AND subject_id = listing.id::text ORDER BY version DESC LIMIT 1
    ) AS last ON true
    WHERE listing.directory_version IS DISTINCT FROM last.version OR (listing.state = 'published') <> coalesce(last.action = 'published', false)`,
  'revisions have no gap, and each follows the one before': `
    SELECT listing_id FROM (
      SELECT listing_id, number, parent_id, row_number() OVER of_listing AS place, lag(id) OVER of_listing AS before
      FROM listing_revision WINDOW of_listing AS (PARTITION BY listing_id ORDER BY number)
    ) AS revision WHERE number <> place OR parent_id IS DISTINCT FROM before`,
  'a listing has a revision, and knows its last one': `
    SELECT listing.id FROM listing
    WHERE last_revision_id IS DISTINCT FROM (SELECT id FROM listing_revision WHERE listing_id = listing.id ORDER BY number DESC LIMIT 1)`,
  'each step of a listing has its row in the audit': `
    SELECT listing.id FROM listing
    WHERE edits <> (
      SELECT count(*) FROM audit_event
      WHERE subject = 'listing' AND subject_id = listing.id::text AND action NOT IN ('listing.create', 'listing.verify')
    )`,
  'each revision that somebody wrote has its row in the audit': `
    SELECT revision.id FROM listing_revision AS revision
    WHERE author ~ '^(editor|key):' AND 1 <> (
      SELECT count(*) FROM audit_event
      WHERE subject_id = revision.listing_id::text AND action IN ('listing.create', 'listing.revise', 'listing.restore')
        AND (after ->> 'revision')::int = revision.number AND actor = revision.author
    )`,
  'a key that was used has an answer': `SELECT key FROM idempotency_key WHERE status = 0`,
}

/** Expects that the directory is whole. */
export async function expectSound({ prisma }: Database): Promise<void> {
  const broken: Record<string, unknown[]> = {}
  for (const [rule, query] of Object.entries(rules)) {
    const found = await prisma.$queryRawUnsafe<Row[]>(query)
    if (found.length > 0) broken[rule] = found.map((row) => Object.values(row)[0])
  }
  expect(broken).toEqual({})
}
