import type pg from 'pg'

export const productDatabase = 'directory'

/**
 * The database of the product and its login, made when missing. The login is no superuser: it owns its database, may create the
 * read-only role, and nothing else of the server.
 *
 * @param mayCreateDatabases for tests, which clone a template.
 */
export async function createProductDatabase(server: pg.Client, password: string, mayCreateDatabases: boolean): Promise<void> {
  const login = await server.query('SELECT FROM pg_roles WHERE rolname = $1', [productDatabase])
  if (login.rowCount === 0) {
    const rights = `LOGIN CREATEROLE ${mayCreateDatabases ? 'CREATEDB' : ''} PASSWORD ${server.escapeLiteral(password)}`
    await server.query(`CREATE ROLE ${productDatabase} ${rights}`)
  }
  const database = await server.query('SELECT FROM pg_database WHERE datname = $1', [productDatabase])
  if (database.rowCount === 0) await server.query(`CREATE DATABASE ${productDatabase} OWNER ${productDatabase}`)
}
