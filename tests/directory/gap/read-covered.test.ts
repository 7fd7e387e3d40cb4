import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../../src/db/client.ts'
import type { Database } from '../../../src/db/client.ts'
import { connectOnce } from '../../../src/db/connect-once.ts'
import { inTransaction } from '../../../src/db/transaction.ts'
import { listGaps } from '../../../src/directory/gap/list-gaps.ts'
import type { ExpectedKind } from '../../../src/help/bands-served.ts'
import { cloneDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { aChannel, settings } from '../../support/directory.ts'
import type { ListingFacts } from '../../support/directory.ts'
import { writeListing } from '../../support/write-listing.ts'

let clone: TestDatabase
let database: Database
let client: pg.Client
beforeAll(async () => {
  clone = await cloneDatabase()
  database = openDatabase(clone.url)
  client = await connectOnce(clone.url)
})
afterAll(async () => {
  await client.end()
  await database.close()
  await clone.drop()
})

/** For everybody, in Finnish. */
const write = (country: string, facts: ListingFacts) => writeListing(client, { countries: [country], languages: ['fi'], audiences: [], ...facts })

async function missing(country: string, kind: ExpectedKind): Promise<string[]> {
  const { rows } = await client.query<{ now: Date }>('SELECT max(published_at) AS now FROM listing')
  const now = rows[0]?.now ?? new Date()
  const asked = { settings, now, after: null, limit: 10 }
  const gaps = await inTransaction(database, (transaction) => listGaps(transaction, { country, kind, language: 'fi' }, asked))
  return gaps.flatMap((gap) => gap.missing.map(({ ageBand }) => ageBand))
}

it('a line that costs leaves a gap below 16, until there is a way that costs nothing', async () => {
  await write('FI', { channels: [aChannel({ cost: 'standard_rate' })] })
  expect(await missing('FI', 'support_line')).toEqual(['0-5', '6-9', '10-12', '13-15'])
  await write('FI', { channels: [aChannel({ cost: 'premium' }), aChannel({ type: 'chat', languages: ['sv'] })] })
  expect(await missing('FI', 'support_line')).toEqual(['0-5', '6-9', '10-12', '13-15'])
  await write('FI', { channels: [aChannel({ needsId: true }), aChannel({ type: 'chat', cost: 'free' })] })
  expect(await missing('FI', 'support_line')).toEqual([])
})

it('a contact that a prevention service for adults answers too leaves a gap for minors, however it is spelt', async () => {
  const channels = [aChannel({ value: '+46771123456' }), aChannel({ type: 'website', value: 'https://www.stop.example.org/' })]
  await write('SE', { channels: [aChannel({ value: '0771 123 456' })] })
  await write('SE', { kind: 'reporting_hotline', channels: [aChannel({ type: 'web_form', value: 'https://Stop.example.org' })] })
  expect(await missing('SE', 'support_line')).toEqual([])
  expect(await missing('SE', 'reporting_hotline')).toEqual([])
  await write('SE', { kind: 'prevention_service', channels })
  expect(await missing('SE', 'support_line')).toEqual(['0-5', '6-9', '10-12', '13-15', '16-17'])
  expect(await missing('SE', 'reporting_hotline')).toEqual(['10-12', '13-15', '16-17'])
})

it('the emergency number of the country is nobody to talk to, and another country may have that number', async () => {
  for (const country of ['NO', 'DK']) await write(country, { channels: [aChannel({ value: '112' })] })
  expect(await missing('NO', 'support_line')).toEqual([])
  await write('NO', { kind: 'emergency_service', channels: [aChannel({ value: '112', emergencyServices: ['police'] })] })
  expect(await missing('NO', 'support_line')).toHaveLength(6)
  expect(await missing('DK', 'support_line')).toEqual([])
})
