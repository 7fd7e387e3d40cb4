import type { Query } from './read-consistently.ts'

/** Which version the public sees. */
export type PublishedHead = {
  version: number
  /** When the version was made; the epoch while nothing was ever published. Two databases that share a number differ here. */
  changedAt: Date
}

export async function readHead(query: Query): Promise<PublishedHead> {
  const [row] = await query<{ version: string; changed_at: Date }>('SELECT version, changed_at FROM published_directory')
  if (row === undefined) throw new Error('The database has no directory version.')
  return { version: Number(row.version), changedAt: row.changed_at }
}
