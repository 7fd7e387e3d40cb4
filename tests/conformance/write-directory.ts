import type pg from 'pg'
import { v7 as newId } from 'uuid'
import type { PublishedDirectory, PublishedGuidance, PublishedListing } from '../../src/help/directory.ts'
import type { Withheld } from './fictional-directory.ts'

const source = { url: 'https://source.example/', date: null, showed: 'a fictional source' }

/**
 * Writes a published directory to an empty database as its first version, by plain SQL, with the identities and times that
 * it names; and listings that are there but must never be public.
 */
export async function writeDirectory(client: pg.Client, directory: PublishedDirectory, withheld: readonly Withheld[]): Promise<void> {
  const { version, changedAt, listings, guidance, labelSets } = directory
  if (version !== 1) throw new Error('an empty database is filled by its first version')
  await client.query('BEGIN')
  await client.query('UPDATE directory_head SET version = 1')
  const change = (subject: string, id: string) =>
    client.query('INSERT INTO directory_change (version, subject, subject_id, action, at) VALUES (1, $1, $2, $3, $4)', [
      subject,
      id,
      'published',
      changedAt,
    ])
  const organisations = new Map([...listings].flatMap(({ organisation }) => (organisation === null ? [] : [[organisation.id, organisation]])))
  for (const { id, slug, name, url } of organisations.values()) {
    await client.query('INSERT INTO organisation (id, slug, name, url, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)', [
      id,
      slug,
      name,
      url,
      changedAt,
    ])
  }
  for (const listing of listings) {
    await change('listing', listing.id)
    await writeListing(client, listing, 'published')
  }
  for (const { listing, state } of withheld) await writeListing(client, listing, state)
  for (const entry of guidance) {
    await change('guidance', entry.id)
    await writeGuidance(client, entry)
  }
  for (const labels of labelSets) {
    await change('label_set', labels.locale)
    await client.query('INSERT INTO label_set (locale, content, directory_version, updated_at) VALUES ($1, $2, 1, $3)', [
      labels.locale,
      labels,
      changedAt,
    ])
  }
  await client.query('COMMIT')
}

async function writeListing(client: pg.Client, listing: PublishedListing, state: Withheld['state'] | 'published'): Promise<void> {
  const { id, slug, organisation, importedAt, publishedAt, verifiedAt } = listing
  await client.query(
    `INSERT INTO listing (id, slug, organisation_id, state, imported_at, created_at, updated_at) VALUES ($1, $2, $3, 'draft', $4, $5, $5)`,
    [id, slug, organisation?.id ?? null, importedAt, publishedAt],
  )
  const revision = await writeRevisions(client, 'listing', listing, { ...listing.content, sources: [source], editorsNote: 'for editors only' })
  if (verifiedAt !== null) {
    await client.query(
      `INSERT INTO verification (id, listing_id, method, checked_at, checked_by, evidence, created_at)
       VALUES ($1, $2, 'dialled', $3, 'a fictional editor', 'a fictional call', $3)`,
      [newId(), id, verifiedAt],
    )
  }
  await setState(client, 'listing', { id, publishedAt }, state, revision)
}

async function writeGuidance(client: pg.Client, guidance: PublishedGuidance): Promise<void> {
  const { id, slug, publishedAt } = guidance
  await client.query(`INSERT INTO guidance (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', $3, $3)`, [id, slug, publishedAt])
  const revision = await writeRevisions(client, 'guidance', guidance, { ...guidance.content, sources: ['a fictional source'], editorsNote: null })
  await setState(client, 'guidance', { id, publishedAt }, 'published', revision)
}

/** Every revision up to the published one, all with its content; gives the id of the last. */
async function writeRevisions(
  client: pg.Client,
  subject: 'listing' | 'guidance',
  { id, revision, publishedAt }: Pick<PublishedListing, 'id' | 'revision' | 'publishedAt'>,
  content: object,
): Promise<string> {
  let parent: string | null = null
  for (let number = 1; number <= revision; number += 1) {
    const revisionId: string = newId()
    await client.query(
      `INSERT INTO ${subject}_revision (id, ${subject}_id, number, parent_id, content, author, created_at)
       VALUES ($1, $2, $3, $4, $5, 'a fictional editor', $6)`,
      [revisionId, id, number, parent, content, publishedAt],
    )
    parent = revisionId
  }
  if (parent === null) throw new Error('a published subject has a revision')
  return parent
}

async function setState(
  client: pg.Client,
  subject: 'listing' | 'guidance',
  { id, publishedAt }: { id: string; publishedAt: Date },
  state: Withheld['state'] | 'published',
  revision: string,
): Promise<void> {
  if (state === 'draft') return
  if (state === 'in_review') await client.query(`UPDATE ${subject} SET state = $2 WHERE id = $1`, [id, state])
  else {
    await client.query(
      `UPDATE ${subject} SET state = $2, published_revision_id = $3, published_at = $4, directory_version = 1 WHERE id = $1`,
      [id, state, revision, publishedAt],
    )
  }
}
