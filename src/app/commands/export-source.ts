import path from 'node:path'
import { DatabaseFault } from '../../db/database-fault.ts'
import { openPublished } from '../../db/published.ts'
import type { Directory, PublishedDirectory } from '../../help/directory.ts'
import { indexDirectory } from '../../help/index-directory.ts'
import { ExportFault } from '../../interchange/export/export-fault.ts'
import { readSnapshotFile } from '../../lookup/snapshot/read-snapshot-file.ts'
import { snapshotName } from '../../lookup/snapshot/snapshot-format.ts'
import { bringToRelease } from '../bring-to-release.ts'
import type { Config } from '../config.ts'
import { loadSeed } from '../load-seed.ts'
import { openServerDatabase } from '../open-server-database.ts'
import { snapshotFolder } from '../snapshot-folder.ts'

type Settings = Pick<Config, 'dataDir' | 'databaseUrl' | 'lookupDatabaseUrl'>

/**
 * The published directory as the settings have it: that of the database or, when that is away, of the snapshot file that a server has
 * kept in the data folder. A database server of one's own is only read; the embedded one, which nobody else uses then, is first
 * brought to this release and to its seed, as every start does.
 *
 * @param print takes a line when the database is away
 * @throws ExportFault when there is neither, or nothing is published yet; SnapshotRefused when the file is broken.
 */
export async function readExportSource(config: Settings, now: Date, print: (text: string) => void): Promise<Directory> {
  const published = await readDatabaseOrFile(config, now, print)
  if (published.version === 0) throw new ExportFault('Nothing was exported: nothing is published yet. Start the server once, with npm start.')
  return indexDirectory(published)
}

async function readDatabaseOrFile(config: Settings, now: Date, print: (text: string) => void): Promise<PublishedDirectory> {
  try {
    return await readDatabase(config, now)
  } catch (fault) {
    if (!(fault instanceof DatabaseFault)) throw fault
    const file = path.join(snapshotFolder(config), snapshotName)
    const found = await readSnapshotFile(file)
    if (found === null) {
      throw new ExportFault(`Nothing was exported: the database is away or in use, and there is no snapshot file ${file}.\n${fault.message}`, { cause: fault })
    }
    print(`The database is away or in use: exporting version ${found.directory.version} from ${file}, written ${found.writtenAt.toISOString()}.`)
    return found.directory
  }
}

async function readDatabase(config: Settings, now: Date): Promise<PublishedDirectory> {
  const { url, close } = await openServerDatabase(config)
  try {
    if (config.databaseUrl === null) {
      await bringToRelease(url, 'switch_role')
      await loadSeed(url, now)
    }
    const published = openPublished(config.lookupDatabaseUrl ?? url, config.lookupDatabaseUrl === null ? 'switch_role' : 'own_login')
    try {
      return await published.readDirectory()
    } finally {
      await published.close()
    }
  } finally {
    await close()
  }
}
