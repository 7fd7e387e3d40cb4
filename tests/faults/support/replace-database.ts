import { connectOnce } from '../../../src/db/connect-once.ts'
import { productDatabase } from '../../../src/db/embedded/create-product-database.ts'
import { databaseUrl } from '../../support/database-url.ts'

const backup = `${productDatabase}_backup`

/** Keeps a copy of the product's database as it is. Whoever is connected is cut off for a moment. */
export function backUpDatabase(adminUrl: string): Promise<void> {
  return undisturbed(adminUrl, [`CREATE DATABASE ${backup} TEMPLATE ${productDatabase} OWNER ${productDatabase}`])
}

/** Puts the copy in the place of the product's database. */
export function restoreDatabase(adminUrl: string): Promise<void> {
  return undisturbed(adminUrl, [`DROP DATABASE ${productDatabase}`, `ALTER DATABASE ${backup} RENAME TO ${productDatabase}`])
}

async function undisturbed(adminUrl: string, statements: readonly string[]): Promise<void> {
  const admin = await connectOnce(databaseUrl(adminUrl, 'postgres'))
  try {
    await admin.query(`ALTER DATABASE ${productDatabase} ALLOW_CONNECTIONS false`)
    await admin.query('SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1', [productDatabase])
    for (const statement of statements) await admin.query(statement)
    await admin.query(`ALTER DATABASE ${productDatabase} ALLOW_CONNECTIONS true`)
  } finally {
    await admin.end()
  }
}
