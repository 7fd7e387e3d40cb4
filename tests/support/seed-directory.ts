import path from 'node:path'
import { indexDirectory } from '../../src/help/index-directory.ts'
import type { Directory } from '../../src/help/directory.ts'
import { checkRows } from '../../src/interchange/import/check-rows.ts'
import { readFolder } from '../../src/interchange/import/read-folder.ts'

const seedFolder = path.join(import.meta.dirname, '../../seed')

/** The seed as a published directory, without a database: what an import publishes, for tests of the pure functions. */
export async function readSeedDirectory(importedAt: Date): Promise<Directory> {
  const rows = checkRows(await readFolder(seedFolder), seedFolder, importedAt.getUTCFullYear())
  const identity = { revision: 1, publishedAt: importedAt, importedAt, verifiedAt: null, organisation: null }
  return indexDirectory({
    version: 1,
    changedAt: importedAt,
    listings: rows.listings
      .filter(({ entry }) => !entry.hold)
      .map(({ entry }, index) => ({ ...identity, id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`, slug: entry.slug, content: entry.content })),
    guidance: rows.guidance.map(({ entry }) => ({ id: entry.slug, slug: entry.slug, revision: 1, publishedAt: importedAt, content: entry.content })),
    labelSets: rows.labelSets.map(({ entry }) => entry),
  })
}
