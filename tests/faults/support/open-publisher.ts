import pg from 'pg'
import { v7 } from 'uuid'
import { connectOnce } from '../../../src/db/connect-once.ts'
import { aChannel, aListing } from '../../support/directory.ts'
import { takeVersion } from '../../support/write-subject.ts'
import { markerPrefix } from './ledger.ts'
import type { Ledger, Publication } from './ledger.ts'

export const markerCountry = 'LI'

/** Markers that one publisher has visible at the same time, at most. */
const mostMarkers = 4

export type Publisher = {
  /**
   * Publishes, revises or withdraws one marker, in turn, as one transaction with one directory version.
   *
   * @returns the version, and the time of `performance.now()` at which the commit was acknowledged
   */
  publish: () => Promise<{ version: number; at: number }>
  /** Publishes one version after the other until the connection is lost; then `settle` must be called. */
  publishUntilLost: () => Promise<void>
  /** Finds out over a new connection whether the last commit, of which nothing was heard, was made. */
  settle: () => Promise<void>
  close: () => Promise<void>
}

type Marker = { id: string; slug: string; revision: number; revisionId: string }

/** Somebody who publishes over a connection of their own and writes down in the ledger what was committed. */
export async function openPublisher(databaseUrl: string, ledger: Ledger): Promise<Publisher> {
  const client = await connectOnce(databaseUrl)
  const markers: Marker[] = []
  let turn = 0
  let unsure: Publication | null = null

  /** @returns what is visible afterwards, to be believed once it is committed */
  async function change(): Promise<{ publication: Publication; apply: () => void }> {
    turn += 1
    const oldest = markers[0]
    if (oldest !== undefined && (markers.length >= mostMarkers || turn % 5 === 0)) {
      const version = await withdraw(client, oldest)
      return { publication: { version, slug: oldest.slug, revision: null }, apply: () => void markers.shift() }
    }
    const known = turn % 2 === 0 ? markers.at(-1) : undefined
    const marker = known ?? (await addMarker(client))
    const next = { ...marker, revision: marker.revision + 1, revisionId: v7() }
    const version = await show(client, next, known?.revisionId ?? null)
    const apply = () => {
      if (known === undefined) markers.push(next)
      else Object.assign(known, next)
    }
    return { publication: { version, slug: next.slug, revision: next.revision }, apply }
  }

  async function publish(): Promise<{ version: number; at: number }> {
    await client.query('BEGIN')
    const { publication, apply } = await change()
    unsure = publication
    await client.query('COMMIT')
    const at = performance.now()
    unsure = null
    ledger.note(publication)
    apply()
    return { version: publication.version, at }
  }

  return {
    publish,
    async publishUntilLost() {
      for (;;) {
        try {
          await publish()
        } catch (error) {
          // What else it may be, a fault of the statement says with a code of its own class.
          if (error instanceof pg.DatabaseError && !/^(?:57P|08)/.test(error.code ?? '')) throw error
          return
        }
      }
    },
    async settle() {
      if (unsure === null) return
      const { version, slug, revision } = unsure
      const again = await connectOnce(databaseUrl)
      try {
        const { rowCount } = await again.query(
          `SELECT FROM directory_change JOIN listing ON listing.id::text = subject_id WHERE version = $1 AND slug = $2 AND action = $3`,
          [version, slug, revision === null ? 'withdrawn' : 'published'],
        )
        if (rowCount !== 0) ledger.note(unsure)
      } finally {
        await again.end()
      }
    },
    close: () => client.end(),
  }
}

async function addMarker(client: pg.Client): Promise<Marker> {
  const id = v7()
  const slug = `${markerPrefix}${id}`
  await client.query("INSERT INTO listing (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', now(), now())", [id, slug])
  return { id, slug, revision: 0, revisionId: '' }
}

async function show(client: pg.Client, { id, slug, revision, revisionId }: Marker, parent: string | null): Promise<number> {
  const { content } = aListing({
    countries: [markerCountry],
    officialName: { locale: 'en', text: `${slug} ${revision}` },
    channels: [aChannel({ type: 'website', value: `https://example.org/${slug}/${revision}` })],
  })
  await client.query(
    `INSERT INTO listing_revision (id, listing_id, number, parent_id, content, author, created_at) VALUES ($1, $2, $3, $4, $5, 'tester', now())`,
    [revisionId, id, revision, parent, { ...content, sources: [], editorsNote: null }],
  )
  const version = await takeVersion(client, 'listing', id, 'published')
  await client.query(
    "UPDATE listing SET state = 'published', published_revision_id = $2, published_at = now(), directory_version = $3 WHERE id = $1",
    [id, revisionId, version],
  )
  return version
}

async function withdraw(client: pg.Client, { id }: Marker): Promise<number> {
  const version = await takeVersion(client, 'listing', id, 'withdrawn')
  await client.query("UPDATE listing SET state = 'suspended', directory_version = $2 WHERE id = $1", [id, version])
  return version
}
