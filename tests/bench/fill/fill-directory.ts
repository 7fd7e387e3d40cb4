import type pg from 'pg'
import { connectOnce } from '../../../src/db/connect-once.ts'
import { newIds } from '../../../src/lib/new-ids.ts'
import { makeListings } from './make-listings.ts'
import type { MadeListing, ModelListing } from './make-listings.ts'

const batchSize = 1000

/** So many listings share an organisation. */
const listingsPerOrganisation = 3

/** One in so many has been checked by somebody. */
const listingsPerVerification = 3

type NewRow = MadeListing & { id: string; revisionId: string; organisationId: string | null; verificationId: string | null }

/**
 * Fills a migrated database that holds the seed with published listings made after it, until it has as many as asked for, in one
 * transaction with one directory version, as an import would. 100,000 take less than half a minute.
 *
 * @param listings how many published listings there are afterwards, those of the seed among them
 * @param locales in how many languages each made listing has texts
 * @returns the directory version of the change; the version that there is when nothing is missing
 */
export async function fillDirectory(
  databaseUrl: string,
  { listings, locales, at = new Date() }: { listings: number; locales: number; at?: Date },
): Promise<number> {
  const client = await connectOnce(databaseUrl)
  try {
    await client.query('BEGIN')
    const models = await readModels(client)
    const missing = listings - models.length
    if (missing <= 0) return await readVersion(client)
    const ids = newIds(at, missing)
    const version = await takeVersion(client, ids, at)
    const organisations = await addOrganisations(client, Math.ceil(missing / listingsPerOrganisation), at)
    const [revisionIds, verificationIds] = [newIds(at, missing), newIds(at, missing)]

    let batch: NewRow[] = []
    let writing: Promise<void> = Promise.resolve()
    let index = 0
    for (const made of makeListings(models, { listings: missing, locales })) {
      batch.push({
        ...made,
        id: ids[index] ?? '',
        revisionId: revisionIds[index] ?? '',
        organisationId: organisations[Math.floor(index / listingsPerOrganisation)] ?? null,
        verificationId: index % listingsPerVerification === 0 ? (verificationIds[index] ?? null) : null,
      })
      index += 1
      if (batch.length < batchSize && index < missing) continue
      await writing
      // The next rows are made while PostgreSQL writes these.
      writing = write(client, batch, { version, at })
      batch = []
    }
    await writing
    await client.query('COMMIT')
    await client.query('ANALYZE')
    return version
  } finally {
    await client.end()
  }
}

async function readModels(client: pg.Client): Promise<ModelListing[]> {
  const { rows } = await client.query<ModelListing>(
    `SELECT slug, content FROM listing JOIN listing_revision ON listing_revision.id = listing.published_revision_id
     WHERE state = 'published' ORDER BY slug`,
  )
  return rows
}

async function readVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: string }>('SELECT version FROM directory_head')
  return Number(rows[0]?.version)
}

async function takeVersion(client: pg.Client, ids: readonly string[], at: Date): Promise<number> {
  const { rows } = await client.query<{ version: string }>('UPDATE directory_head SET version = version + 1 RETURNING version')
  const version = Number(rows[0]?.version)
  await client.query(
    `INSERT INTO directory_change (version, subject, subject_id, action, at)
     SELECT $1, 'listing', id, 'published', $3 FROM unnest($2::text[]) AS id`,
    [version, ids, at],
  )
  return version
}

async function addOrganisations(client: pg.Client, count: number, at: Date): Promise<string[]> {
  const ids = newIds(at, count)
  await client.query(
    `INSERT INTO organisation (id, slug, name, country, url, created_at, updated_at)
     SELECT id, 'organisation-' || id, 'Association ' || number || ' for Children', null, 'https://association-' || number || '.example.org/', $2, $2
     FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, number)`,
    [ids, at],
  )
  return ids
}

/** A whole batch as one JSON text: arrays of texts would have each quotation mark of each content escaped a second time. */
async function write(client: pg.Client, rows: readonly NewRow[], { version, at }: { version: number; at: Date }): Promise<void> {
  await client.query(
    `WITH given AS MATERIALIZED (
       SELECT * FROM json_to_recordset($1::json)
         AS row (id uuid, slug text, content jsonb, "revisionId" uuid, "organisationId" uuid, "verificationId" uuid)
     ),
     revisions AS (
       INSERT INTO listing_revision (id, listing_id, number, content, author, created_at)
       SELECT "revisionId", id, 1, content, 'bench', $3 FROM given
     ),
     verifications AS (
       INSERT INTO verification (id, listing_id, method, checked_at, checked_by, evidence, created_at)
       SELECT "verificationId", id, 'official_page', $3, 'bench', 'made up', $3 FROM given WHERE "verificationId" IS NOT NULL
     )
     INSERT INTO listing (id, slug, organisation_id, state, published_revision_id, published_at, imported_at, directory_version, created_at, updated_at)
     SELECT id, slug, "organisationId", 'published', "revisionId", $3, $3, $2, $3, $3 FROM given`,
    [JSON.stringify(rows), version, at],
  )
}
