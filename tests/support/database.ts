import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { databaseUrl } from './database-url.ts'
import { dropDatabase } from './drop-database.ts'

export interface TestDatabase {
  url: string
  drop: () => Promise<void>
}

/** A database of its own for a test file: all migrations applied, nothing in it. */
export async function cloneDatabase(): Promise<TestDatabase> {
  return clone(`${inject('databasePrefix')}template`)
}

/** A database of its own for a test file, with the seed loaded. The first one of a run takes the time of the import. */
export async function cloneSeededDatabase(): Promise<TestDatabase> {
  const { seedTemplate } = await import('./seed-template.ts')
  return clone(await seedTemplate(inject('serverUrl'), inject('databasePrefix')))
}

/** An empty database without the product's tables, for tests of the migrations. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return clone('template0')
}

async function clone(template: string): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `${inject('databasePrefix')}${randomBytes(6).toString('hex')}`
  await execute(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  return { url: databaseUrl(serverUrl, name), drop: () => dropDatabase(serverUrl, name) }
}

async function execute(serverUrl: string, statement: string): Promise<void> {
  const admin = await connectOnce(serverUrl)
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}
