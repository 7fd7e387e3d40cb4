import { connectOnce } from '../../src/db/connect-once.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import type { Child } from './processes/fork-child.ts'
import { forkChild } from './processes/fork-child.ts'
import { indexForNaive } from './naive/index-for-naive.ts'
import type { Contestant, ContestantName } from './rows/contestant.ts'

const programs = {
  directory: 'serve-directory.ts',
  bareFastify: 'serve-bare-fastify.ts',
  bareHttp: 'serve-bare-http.ts',
  naive: 'serve-naive.ts',
} satisfies Partial<Record<ContestantName, string>>

/** Settings under which the directory is measured: all of them the defaults, but for the limit of requests from one address, which the generator is. */
const directorySettings = { PORT: '0', RATE_LIMIT_PER_MINUTE: '0' }

/** Starts the directory and what it is compared with, each a process of its own, on one migrated database with listings. */
export async function startContestants(databaseUrl: string): Promise<{ contestants: Contestant[]; stop: () => Promise<void> }> {
  const client = await connectOnce(databaseUrl)
  try {
    await indexForNaive(client)
  } finally {
    await client.end()
  }
  const folder = await makeDataFolder()
  const children: Child[] = []
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()))
    await folder.remove()
  }
  try {
    const contestants: Contestant[] = []
    for (const [name, file] of Object.entries(programs)) {
      const child = await forkChild(file, { ...directorySettings, DATABASE_URL: databaseUrl, DATA_DIR: folder.path })
      children.push(child)
      contestants.push({ name: name as keyof typeof programs, address: await child.ask<string>('address'), child })
    }
    return { contestants, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
