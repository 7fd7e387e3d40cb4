import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { dockerAnswers } from './docker-answers.ts'

export interface DatabaseServer {
  /** A database of the server whose login may create others. */
  url: string
  stop(): Promise<void>
}

/** The server for a run of the tests: TEST_DATABASE_URL, a container where a Docker engine answers, else an embedded PostgreSQL. */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() }
  if (await dockerAnswers()) {
    try {
      return await startContainer()
    } catch (error) {
      console.warn(`A Docker engine answers, but gave no database (${String(error)}). The embedded PostgreSQL is used.`)
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
  const dataDir = await mkdtemp(path.join(tmpdir(), 'directory-tests-'))
  // As root, the database runs as the user "postgres", who must be able to pass.
  await chmod(dataDir, 0o711)
  const server = await startEmbeddedPostgres({ dataDir, disposable: true })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
