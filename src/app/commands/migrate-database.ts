import { bringToRelease } from '../bring-to-release.ts'
import { readConfig } from '../config.ts'
import { openServerDatabase } from '../open-server-database.ts'
import type { Command } from './command.ts'

export const migrateDatabase: Command = {
  parameters: [],
  meaning: 'Bring the database to this release. A start does so, too.',
  async run(_, print) {
    const { url, close } = await openServerDatabase(readConfig())
    try {
      const applied = await bringToRelease(url)
      print(applied.length === 0 ? 'The database is at this release already.' : `Applied: ${applied.join(', ')}`)
      return 0
    } finally {
      await close()
    }
  },
}
