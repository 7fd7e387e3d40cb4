import { openDatabase } from '../../db/client.ts'
import { findDueListings, type DueListings } from '../../directory/verification/find-due-listings.ts'
import { readConfig } from '../config.ts'
import { openServerDatabase } from '../open-server-database.ts'
import { refuseUnmigrated } from '../refuse-unmigrated.ts'
import type { Command } from './command.ts'
import { printTable } from './print-table.ts'

export const listDue: Command = {
  parameters: [],
  meaning: 'List the listings that stop being served unless somebody checks them.',
  async run(_, print) {
    const config = readConfig()
    const { url, close } = await openServerDatabase(config, { share: true })
    try {
      await refuseUnmigrated(url)
      const database = openDatabase(url)
      try {
        print(write(await findDueListings(database, config, new Date())))
      } finally {
        await database.close()
      }
      return 0
    } finally {
      await close()
    }
  },
}

function write({ published, status, notServed, stopping, stoppingSoon }: DueListings): string {
  const counts = `${published} published: ${Object.entries(status).map(([name, count]) => `${count} ${name}`).join(', ')}; ${notServed} not served any more.`
  if (stopping.length === 0) return `${counts}\nNone stops being served within 30 days.`
  const kinds = printTable(['kind', 'country', 'stop within 30 days'], stopping.map(({ kind, country, count }) => [kind, country, String(count)]))
  if (stoppingSoon.length === 0) return `${counts}\n\n${kinds}\n\nNone stops within a week.`
  const soon = printTable(
    ['served until', 'listing', 'countries'],
    stoppingSoon.map(({ servedUntil, slug, countries }) => [servedUntil.toISOString().slice(0, 16).replace('T', ' '), slug, countries.join(' ')]),
  )
  return `${counts}\n\n${kinds}\n\nWithin a week (times in UTC):\n\n${soon}`
}
