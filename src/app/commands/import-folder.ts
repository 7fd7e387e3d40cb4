import path from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { printReport } from '../../interchange/import/report-import.ts'
import { readConfig } from '../config.ts'
import { loadSeed } from '../load-seed.ts'
import { openServerDatabase } from '../open-server-database.ts'
import type { Command } from './command.ts'

export const importFolder: Command = {
  parameters: ['<folder>'],
  meaning: 'Import a folder of seed files, and report every row that does not fit. Twice the same changes nothing.',
  async run([folder = ''], print) {
    const { url, close } = await openServerDatabase(readConfig())
    try {
      await migrate(url)
      print(printReport(await loadSeed(url, path.resolve(folder), new Date())))
      return 0
    } finally {
      await close()
    }
  },
}
