import { readQueue } from '../../queue/read-queue.ts'
import { readConfig } from '../config.ts'
import { openServerDatabase } from '../open-server-database.ts'
import { refuseUnmigrated } from '../refuse-unmigrated.ts'
import type { Command } from './command.ts'
import { printTable } from './print-table.ts'

export const listJobs: Command = {
  parameters: ['[--retry]'],
  meaning: 'List the background work and what of it failed; with --retry put what failed back into its queue.',
  async run([option], print) {
    const { url, close } = await openServerDatabase(readConfig(), { share: true })
    try {
      await refuseUnmigrated(url)
      const { queues, dead, retried } = await readQueue(url, { retry: option !== undefined })
      if (option !== undefined) print(`${retried} put back into the queue.\n`)
      print(printTable(['job', 'waiting', 'running', 'last done'], queues.map(({ name, waiting, running, done }) => [name, String(waiting), String(running), done?.toISOString() ?? 'not lately'])))
      if (dead.length === 0) print('\nNothing failed for good.')
      else print(`\nFailed for good:\n\n${printTable(['since', 'job', 'fault'], dead.map(({ failedAt, name, fault }) => [failedAt.toISOString(), name, fault]))}`)
      return 0
    } finally {
      await close()
    }
  },
}
