/** Every conformance case at the public door: HTTP, a real database, the role of the public side, the clock of the case. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { startServer } from '../support/server.ts'
import type { TestServer } from '../support/server.ts'
import type { ConformanceCase } from './case-file.ts'
import { fictionalDirectory, withheldListings } from './fictional-directory.ts'
import { readCaseFiles, readCases } from './read-case-files.ts'
import { writeDirectory } from './write-directory.ts'

let database: TestDatabase
let server: TestServer
let clock = new Date()

beforeAll(async () => {
  database = await cloneDatabase()
  const client = await connectOnce(database.url)
  try {
    await writeDirectory(client, fictionalDirectory(), withheldListings())
  } finally {
    await client.end()
  }
  server = await startServer(database.url, { now: () => clock })
})

afterAll(async () => {
  await server.close()
  await database.drop()
})

async function ask({ question, acceptLanguage, at }: ConformanceCase) {
  clock = new Date(at)
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(question)) {
    for (const single of Array.isArray(value) ? value : [value]) query.append(name, String(single))
  }
  const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage }
  return server.app.inject({ url: `/v1/help?${query.toString()}`, headers })
}

describe.each(readCaseFiles())('$content.subject', ({ content }) => {
  it.each(content.cases)('$id is answered byte for byte', async (asked) => {
    const response = await ask(asked)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual(asked.answer)
    expect(response.body).toBe(JSON.stringify(asked.answer))
  })
})

describe('listings that are not published', () => {
  it('stand in the database and in no answer', async () => {
    const secrets = withheldListings().flatMap(({ listing: { id, slug, content } }) => [id, slug, ...content.channels.map(({ value }) => value)])
    const client = await connectOnce(database.url)
    const { rows } = await client.query('SELECT FROM listing WHERE slug = ANY($1)', [withheldListings().map(({ listing }) => listing.slug)])
    await client.end()
    expect(rows).toHaveLength(withheldListings().length)
    for (const asked of readCases()) {
      const { body } = await ask(asked)
      expect(secrets.filter((secret) => body.includes(secret))).toEqual([])
    }
  })
})
