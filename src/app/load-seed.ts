import path from 'node:path'
import { type Database, openDatabase } from '../db/client.ts'
import { ImportStopped } from '../interchange/import/import-stopped.ts'
import type { ImportReport } from '../interchange/import/report-import.ts'
import { runImport } from '../interchange/import/run-import.ts'

const seedFolder = path.resolve(import.meta.dirname, '../../seed')

/**
 * Imports the starting facts and texts that come with the release into a migrated database. What was loaded already costs next to
 * nothing, and what a person has imported or edited since stays.
 *
 * @param folder of the seed, unless it is the one of this release
 * @returns the report; or, when the files cannot be read as rows and the database holds a published directory already, why nothing was
 *   imported: a slip in a file must not take away help that is there.
 * @throws ImportStopped when the files cannot be read as rows and there is nothing yet that could be served.
 */
export async function loadSeed(databaseUrl: string, now: Date, folder: string = seedFolder): Promise<ImportReport | ImportStopped> {
  const database = openDatabase(databaseUrl)
  try {
    return await runImport({ database, folder: path.relative(process.cwd(), folder) || '.', now, source: 'seed' })
  } catch (error) {
    if (error instanceof ImportStopped && (await holdsDirectory(database))) return error
    throw error
  } finally {
    await database.close()
  }
}

/** True as soon as anything was ever published. */
async function holdsDirectory({ prisma }: Database): Promise<boolean> {
  return (await prisma.directoryHead.findFirstOrThrow()).version > 0n
}
