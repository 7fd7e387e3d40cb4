import type pg from 'pg'
import { v7 } from 'uuid'

export interface WrittenSubject {
  id: string
  slug: string
  revisionId: string
}

type State = 'draft' | 'in_review' | 'published' | 'suspended' | 'retired'

/** Writes a listing or guidance with its first revision by plain SQL, in the given state, as a command would: with a directory version. */
export async function writeSubject(
  client: pg.Client,
  subject: 'listing' | 'guidance',
  state: State = 'published',
  content: object = { kind: 'support_line' },
): Promise<WrittenSubject> {
  const [id, revisionId] = [v7(), v7()]
  const slug = `${subject}-${id}`
  await client.query('BEGIN')
  await client.query(`INSERT INTO ${subject} (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', now(), now())`, [id, slug])
  await client.query(
    `INSERT INTO ${subject}_revision (id, ${subject}_id, number, content, author, created_at) VALUES ($1, $2, 1, $3, 'tester', now())`,
    [revisionId, id, content],
  )
  if (state === 'in_review') await client.query(`UPDATE ${subject} SET state = 'in_review' WHERE id = $1`, [id])
  if (state !== 'draft' && state !== 'in_review') await publish(client, subject, id, revisionId)
  if (state === 'suspended' || state === 'retired') await withdraw(client, subject, id, state)
  await client.query('COMMIT')
  return { id, slug, revisionId }
}

/** Takes the next directory version, with one change. */
export async function takeVersion(client: pg.Client, subject: string, subjectId: string, action: 'published' | 'withdrawn'): Promise<number> {
  const { rows } = await client.query<{ version: string }>('UPDATE directory_head SET version = version + 1 RETURNING version')
  const version = Number(rows[0]?.version)
  await client.query('INSERT INTO directory_change (version, subject, subject_id, action, at) VALUES ($1, $2, $3, $4, now())', [
    version,
    subject,
    subjectId,
    action,
  ])
  return version
}

async function publish(client: pg.Client, subject: string, id: string, revisionId: string): Promise<void> {
  const version = await takeVersion(client, subject, id, 'published')
  await client.query(
    `UPDATE ${subject} SET state = 'published', published_revision_id = $2, published_at = now(), directory_version = $3 WHERE id = $1`,
    [id, revisionId, version],
  )
}

/** Takes something from the public; the caller must be in a transaction, which takes one directory version. */
export async function withdraw(client: pg.Client, subject: string, id: string, state: State): Promise<void> {
  const version = await takeVersion(client, subject, id, 'withdrawn')
  await client.query(`UPDATE ${subject} SET state = $2, directory_version = $3 WHERE id = $1`, [id, state, version])
}
