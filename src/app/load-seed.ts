import path from 'node:path'
import { openDatabase } from '../db/client.ts'
import type { ImportReport } from '../interchange/import/report-import.ts'
import { runImport } from '../interchange/import/run-import.ts'

const seedFolder = path.resolve(import.meta.dirname, '../../seed')

/**
 * Imports the starting facts and texts that come with the release into a migrated database. What was loaded already costs next to
 * nothing, and what a person has imported or edited since stays.
 *
 * @throws ImportStopped when the files cannot be read as rows; then nothing was imported.
 */
export async function loadSeed(databaseUrl: string, now: Date): Promise<ImportReport> {
  const database = openDatabase(databaseUrl)
  try {
    return await runImport({ database, folder: path.relative(process.cwd(), seedFolder) || '.', now, source: 'seed' })
  } finally {
    await database.close()
  }
}
