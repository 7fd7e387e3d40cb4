import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { makeDataFolder } from './data-folder.ts'
import { dockerAnswers } from './docker-answers.ts'

export interface DatabaseServer {
  /** A database of the server whose login may create others. */
  url: string
  stop: () => Promise<void>
}

/** The server for a run of the tests: TEST_DATABASE_URL, a container where a Docker engine answers, else an embedded PostgreSQL. */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() }
  if (await dockerAnswers()) {
    try {
      return await startContainer()
    } catch (error) {
      process.stderr.write(`A Docker engine answers, but gave no database (${String(error)}). The embedded PostgreSQL is used.\n`)
    }
  }
  return startEmbedded()
}

async function startContainer(): Promise<DatabaseServer> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql')
  const container = await new PostgreSqlContainer('postgres:18-alpine')
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'])
    .withStartupTimeout(60_000)
    .start()
  return {
    url: container.getConnectionUri(),
    stop: async () => {
      await container.stop()
    },
  }
}

async function startEmbedded(): Promise<DatabaseServer> {
  const folder = await makeDataFolder()
  const { url } = await startEmbeddedPostgres({ dataDir: folder.path, disposable: true })
  return { url, stop: folder.remove }
}
