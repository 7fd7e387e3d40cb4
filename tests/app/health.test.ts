import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import { problemDocument } from '../../src/lib/problem-document.ts'
import { cloneSeededDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { exactly, startServerOn } from '../support/server.ts'
import type { TestServer } from '../support/server.ts'

let database: TestDatabase
let real: Published
let server: TestServer
let away = false
let time = new Date('2026-11-20T12:00:00Z')

beforeAll(async () => {
  database = await cloneSeededDatabase()
  real = openPublished(database.url)
  const unlessAway = <T>(read: () => Promise<T>) => (away ? Promise.reject(new Error('connect ECONNREFUSED')) : read())
  const published: Published = {
    ...real,
    readHead: () => unlessAway(real.readHead),
    readDirectory: () => unlessAway(real.readDirectory),
    readChanges: (since) => unlessAway(() => real.readChanges(since)),
  }
  server = await startServerOn(published, { now: () => time })
})
afterAll(async () => {
  await server.close()
  await real.close()
  await database.drop()
})

const readiness = () => server.app.inject('/readyz')
const refresh = async () => {
  // The first may have begun before what the test changed.
  await server.app.snapshot.refresh()
  await server.app.snapshot.refresh()
}

// One story: each step goes on where the one before ended.
describe('/readyz', () => {
  it('tells what is served, from where, and since when the database has confirmed it', async () => {
    await refresh()
    const response = await readiness()
    expect(response.statusCode).toBe(200)
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.json()).toEqual({
      status: 'ready',
      directoryVersion: 1,
      source: 'database',
      confirmedSecondsAgo: 0,
      database: 'answers',
      databaseAwaySince: null,
      snapshotFile: 'none',
    })
  })

  it('stays ready while the database is away, and says since when', async () => {
    away = true
    await refresh()
    time = new Date('2026-11-20T12:10:00Z')
    await refresh()
    const response = await readiness()
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({
      status: 'ready',
      confirmedSecondsAgo: 600,
      database: 'away',
      databaseAwaySince: '2026-11-20T12:00:00.000Z',
    })
    expect((await server.app.inject('/v1/help?country=FI')).statusCode).toBe(200)
  })

  it('forgets that when the database is back', async () => {
    away = false
    await refresh()
    expect((await readiness()).json()).toMatchObject({ confirmedSecondsAgo: 0, database: 'answers', databaseAwaySince: null })
  })

  it('says 503 as soon as the node is about to stop, while /livez and answers go on', async () => {
    server.app.drain.begin(server.app.server)
    const response = await readiness()
    expect(response.statusCode).toBe(503)
    expect(exactly(problemDocument, response.json()).code).toBe('draining')
    expect(response.headers['retry-after']).toBe('10')
    for (const url of ['/livez', '/metrics', '/v1/help?country=FI']) expect([url, (await server.app.inject(url)).statusCode]).toEqual([url, 200])
    expect((await server.app.inject('/metrics')).body).toContain('\ndraining 1\n')
  })
})
