import path from 'node:path'
import { openDatabase } from '../../src/db/client.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { runImport } from '../../src/interchange/import/run-import.ts'
import { databaseUrl } from './database-url.ts'

/** One test process at a time builds the template; the others wait and find it. */
const lock = 7_201_935

/** The name of the template with the seed loaded; built at its first use in a run. */
export async function seedTemplate(serverUrl: string, prefix: string): Promise<string> {
  const finished = `${prefix}seeded`
  const admin = await connectOnce(serverUrl)
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [lock])
    const found = await admin.query('SELECT FROM pg_database WHERE datname = $1', [finished])
    if (found.rowCount !== 0) return finished
    const unfinished = `${prefix}seeding`
    await admin.query(`DROP DATABASE IF EXISTS ${unfinished}`)
    await admin.query(`CREATE DATABASE ${unfinished} TEMPLATE ${prefix}template`)
    await load(databaseUrl(serverUrl, unfinished))
    await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${finished}`)
    return finished
  } finally {
    await admin.end()
  }
}

async function load(url: string): Promise<void> {
  const database = openDatabase(url)
  try {
    const folder = path.resolve(import.meta.dirname, '../../seed')
    await runImport({ database, folder, now: new Date('2026-11-20T12:00:00Z'), source: 'seed' })
  } finally {
    await database.close()
  }
}
