/** Everything that editors can do to what the public sees, by plain SQL, each inside a transaction that the caller begins and ends. */
import type pg from 'pg'
import { v7 } from 'uuid'
import { takeVersion } from './write-subject.ts'

type Subject = 'listing' | 'guidance'

/** What a step needs to choose with, so that a sequence of them can be drawn and repeated. */
export type Choice = { pick: number; other: number }

export type Step = (client: pg.Client, choice: Choice) => Promise<void>

const at = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * 60_000)

/** Locks one row that fits, chosen by a number, before a version is taken; null when there is none. */
async function choose(client: pg.Client, subject: Subject, states: string, pick: number): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM ${subject} WHERE state IN (${states}) ORDER BY id`)
  const id = rows[pick % Math.max(rows.length, 1)]?.id
  if (id === undefined) return null
  // Somebody may have been faster since.
  const { rows: locked } = await client.query<{ id: string }>(`SELECT id FROM ${subject} WHERE id = $1 AND state IN (${states}) FOR UPDATE`, [id])
  return locked[0]?.id ?? null
}

async function addRevision(client: pg.Client, subject: Subject, id: string, content: object): Promise<string> {
  const revisionId = v7()
  await client.query(
    `INSERT INTO ${subject}_revision (id, ${subject}_id, number, parent_id, content, author, created_at)
     SELECT $1, $2, coalesce(max(number), 0) + 1, (SELECT id FROM ${subject}_revision WHERE ${subject}_id = $2 ORDER BY number DESC LIMIT 1), $3, 'tester', now()
     FROM ${subject}_revision WHERE ${subject}_id = $2`,
    [revisionId, id, content],
  )
  return revisionId
}

async function show(client: pg.Client, subject: Subject, id: string, revisionId: string, time: Date): Promise<void> {
  const version = await takeVersion(client, subject, id, 'published')
  await client.query(
    `UPDATE ${subject} SET state = 'published', published_revision_id = $2, published_at = $3, directory_version = $4 WHERE id = $1`,
    [id, revisionId, time, version],
  )
}

const publishNew =
  (subject: Subject): Step =>
  async (client, { pick, other }) => {
    const id = v7()
    await client.query(`INSERT INTO ${subject} (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', now(), now())`, [
      id,
      `${'zxyabc'[pick % 6]}-${id}`,
    ])
    const revisionId = await addRevision(client, subject, id, { text: `first ${other}`, sources: ['secret'], editorsNote: 'secret' })
    await show(client, subject, id, revisionId, at(other))
  }

const revise =
  (subject: Subject): Step =>
  async (client, { pick, other }) => {
    const id = await choose(client, subject, "'published'", pick)
    if (id === null) return
    await show(client, subject, id, await addRevision(client, subject, id, { text: `revised ${other}` }), at(other))
  }

const withdraw =
  (subject: Subject, state: 'suspended' | 'retired'): Step =>
  async (client, { pick }) => {
    const id = await choose(client, subject, "'published'", pick)
    if (id === null) return
    const version = await takeVersion(client, subject, id, 'withdrawn')
    await client.query(`UPDATE ${subject} SET state = $2, directory_version = $3 WHERE id = $1`, [id, state, version])
  }

const resume =
  (subject: Subject): Step =>
  async (client, { pick }) => {
    const id = await choose(client, subject, "'suspended'", pick)
    if (id === null) return
    const version = await takeVersion(client, subject, id, 'published')
    await client.query(`UPDATE ${subject} SET state = 'published', directory_version = $2 WHERE id = $1`, [id, version])
  }

const draft: Step = async (client, { other }) => {
  const id = v7()
  await client.query("INSERT INTO listing (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', now(), now())", [id, `draft-${id}`])
  await addRevision(client, 'listing', id, { text: `draft ${other}` })
}

const verify: Step = async (client, { pick, other }) => {
  const id = await choose(client, 'listing', "'published'", pick)
  if (id === null) return
  await client.query(
    `INSERT INTO verification (id, listing_id, method, checked_at, checked_by, evidence, created_at) VALUES ($1, $2, 'dialled', $3, 'tester', 'call', now())`,
    [v7(), id, at(other)],
  )
  await client.query('UPDATE listing SET directory_version = $2 WHERE id = $1', [id, await takeVersion(client, 'listing', id, 'published')])
}

const move: Step = async (client, { pick, other }) => {
  const id = await choose(client, 'listing', "'published'", pick)
  if (id === null) return
  const { rows } = await client.query<{ id: string }>('SELECT id FROM organisation ORDER BY id')
  const version = await takeVersion(client, 'listing', id, 'published')
  await client.query('UPDATE listing SET organisation_id = $2, directory_version = $3 WHERE id = $1', [id, rows[other % rows.length]?.id ?? null, version])
}

const rename: Step = async (client, { pick, other }) => {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM organisation ORDER BY id')
  const id = rows[pick % Math.max(rows.length, 1)]?.id
  if (id === undefined) return
  const [column, value] = [
    ['name', `Name ${id} ${other}`],
    ['slug', `slug-${id}-${other}`],
    ['url', `https://${other}.example.org`],
  ][other % 3] ?? ['', '']
  await client.query(`UPDATE organisation SET ${column} = $2 WHERE id = $1`, [id, value])
  await client.query('SELECT FROM listing WHERE organisation_id = $1 ORDER BY id FOR UPDATE', [id])
  await client.query('SELECT FROM directory_head FOR UPDATE')
  const { rows: shown } = await client.query<{ id: string }>("SELECT id FROM listing WHERE organisation_id = $1 AND state = 'published'", [id])
  const ids = shown.map((listing) => listing.id)
  const [first, ...rest] = ids
  if (first === undefined) return
  const version = await takeVersion(client, 'listing', first, 'published')
  await client.query(
    "INSERT INTO directory_change (version, subject, subject_id, action, at) SELECT $1, 'listing', id, 'published', now() FROM unnest($2::text[]) AS id",
    [version, rest],
  )
  await client.query('UPDATE listing SET directory_version = $2 WHERE id = ANY ($1)', [ids, version])
}

const addOrganisation: Step = async (client) => {
  const id = v7()
  await client.query('INSERT INTO organisation (id, slug, name, created_at, updated_at) VALUES ($1, $2, $2, now(), now())', [id, `organisation-${id}`])
}

const label: Step = async (client, { pick, other }) => {
  const locale = ['fi', 'sv', 'zh-Hant', 'ar'][pick % 4] ?? 'fi'
  const version = await takeVersion(client, 'label_set', locale, 'published')
  await client.query(
    `INSERT INTO label_set (locale, content, directory_version, updated_at) VALUES ($1, $2, $3, now())
     ON CONFLICT (locale) DO UPDATE SET content = excluded.content, directory_version = excluded.directory_version`,
    [locale, { locale, labels: { word: `word ${other}` } }, version],
  )
}

export const steps = {
  publishListing: publishNew('listing'),
  publishGuidance: publishNew('guidance'),
  reviseListing: revise('listing'),
  reviseGuidance: revise('guidance'),
  suspendListing: withdraw('listing', 'suspended'),
  suspendGuidance: withdraw('guidance', 'suspended'),
  resumeListing: resume('listing'),
  resumeGuidance: resume('guidance'),
  retireListing: withdraw('listing', 'retired'),
  retireGuidance: withdraw('guidance', 'retired'),
  draft,
  verify,
  move,
  rename,
  addOrganisation,
  label,
} as const satisfies Record<string, Step>
