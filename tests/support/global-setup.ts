import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { connectOnce } from '../../src/db/connect-once.ts'
import { migrate } from '../../src/db/migrate.ts'
import { databaseUrl } from './database-url.ts'
import { startDatabaseServer } from './database-server.ts'
import { dropDatabase } from './drop-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database whose login may create others. */
    serverUrl: string
    /** Beginning of the name of every database of this run. */
    databasePrefix: string
  }
}

/** Starts the database server of a run and builds the template that every test file clones; takes all of it away at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startDatabaseServer()
  const prefix = `test_${randomBytes(4).toString('hex')}_`
  project.provide('serverUrl', server.url)
  project.provide('databasePrefix', prefix)
  const admin = await connectOnce(server.url)
  try {
    await admin.query(`CREATE DATABASE ${prefix}template`)
    await migrate(databaseUrl(server.url, `${prefix}template`))
  } finally {
    await admin.end()
  }
  return async () => {
    await dropDatabases(server.url, prefix)
    await server.stop()
  }
}

async function dropDatabases(serverUrl: string, prefix: string): Promise<void> {
  const admin = await connectOnce(serverUrl)
  try {
    const { rows } = await admin.query<{ datname: string }>('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [prefix])
    for (const { datname } of rows) await dropDatabase(serverUrl, datname)
  } finally {
    await admin.end()
  }
}
