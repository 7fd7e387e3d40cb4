import { openDatabase } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { type QueueState, readQueue } from '../../queue/read-queue.ts'
import { retryDeadLetters } from '../../queue/retry-dead-letters.ts'
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
      if (option !== undefined) print(`${await retryDeadLetters(url)} put back into the queue.\n`)
      const database = openDatabase(url)
      try {
        print(write(await inTransaction(database, readQueue)))
      } finally {
        await database.close()
      }
      return 0
    } finally {
      await close()
    }
  },
}

function write({ queues, dead, deadInAll }: QueueState): string {
  const all = printTable(
    ['job', 'waiting', 'running', 'last done'],
    queues.map(({ name, waiting, running, done }) => [name, String(waiting), String(running), done?.toISOString() ?? 'not lately']),
  )
  if (dead.length === 0) return `${all}\n\nNothing failed for good.`
  const failed = printTable(['since', 'job', 'fault'], dead.map(({ failedAt, name, fault }) => [failedAt.toISOString(), name, fault]))
  return `${all}\n\nFailed for good${deadInAll > dead.length ? `, the oldest ${dead.length} of ${deadInAll}` : ''}:\n\n${failed}`
}
