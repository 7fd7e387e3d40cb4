import { openDatabase } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'
import { checkFolder } from '../../interchange/import/check-folder.ts'
import { printCheck } from '../../interchange/import/print-check.ts'
import { printReport } from '../../interchange/import/print-report.ts'
import { runImport } from '../../interchange/import/run-import.ts'
import { readConfig } from '../config.ts'
import { openServerDatabase } from '../open-server-database.ts'
import type { Command } from './command.ts'

export const importFolder: Command = {
  parameters: ['<folder>', '[--check]'],
  meaning: 'Import files of the form of seed/, and list what does not fit; with --check only list it, without a database.',
  async run([folder = '', option], print) {
    if (option !== undefined) {
      print(printCheck(await checkFolder(folder, new Date())))
      return 0
    }
    const { url, close } = await openServerDatabase(readConfig(), { share: true })
    try {
      await migrate(url)
      const database = openDatabase(url)
      try {
        print(printReport(await runImport({ database, folder, now: new Date(), source: 'operator' })))
      } finally {
        await database.close()
      }
      return 0
    } finally {
      await close()
    }
  },
}
