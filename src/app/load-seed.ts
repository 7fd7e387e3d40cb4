import path from 'node:path'
import { openDatabase } from '../db/client.ts'
import { importSeed } from '../interchange/import/import-seed.ts'
import type { ImportReport } from '../interchange/import/report-import.ts'

/** The starting facts and texts that come with the release. */
export const seedFolder = path.resolve(import.meta.dirname, '../../seed')

/**
 * Imports a folder of seed files into a migrated database. The folder that was imported last costs next to nothing.
 *
 * @throws ImportStopped when the files cannot be read as rows; then nothing was imported.
 */
export async function loadSeed(databaseUrl: string, folder: string, now: Date): Promise<ImportReport> {
  const database = openDatabase(databaseUrl)
  try {
    return await importSeed({ database, folder, now, actor: 'system:seed' })
  } finally {
    await database.close()
  }
}
