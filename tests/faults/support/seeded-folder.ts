import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { bringToRelease } from '../../../src/app/bring-to-release.ts'
import { loadSeed } from '../../../src/app/load-seed.ts'
import { startEmbeddedPostgres } from '../../../src/db/embedded/start-embedded-postgres.ts'
import { makeDataFolder } from '../../support/data-folder.ts'
import type { DataFolder } from '../../support/data-folder.ts'

/**
 * A kill of processes takes nothing from the operating system, so that a commit which was acknowledged is kept without forcing it to
 * disk. Few connections, so that all of them can be taken.
 */
const serverSettings = ['fsync = off', 'full_page_writes = off', 'max_connections = 40']

/** The data folder of a PostgreSQL server with the product's database and its seed, stopped: to be copied for each scenario. */
export async function seededFolder(): Promise<DataFolder> {
  const folder = await makeDataFolder()
  const { url, stop } = await startEmbeddedPostgres({ dataDir: folder.path })
  await bringToRelease(url, 'switch_role')
  await loadSeed(url, new Date())
  await stop()
  await appendFile(path.join(folder.path, 'postgres/data/postgresql.conf'), `${serverSettings.join('\n')}\n`)
  return folder
}
