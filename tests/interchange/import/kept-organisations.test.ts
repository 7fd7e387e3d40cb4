import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../src/db/client.ts'
import { acceptClaim } from '../../../src/directory/claim/accept-claim.ts'
import { assignListing } from '../../../src/directory/listing/assign-listing.ts'
import { updateOrganisation } from '../../../src/directory/organisation/update-organisation.ts'
import { runCommand } from '../../../src/directory/run-command.ts'
import { faultLine } from '../../../src/interchange/import/import-fault.ts'
import { runImport } from '../../../src/interchange/import/run-import.ts'
import { cloneDatabase, type TestDatabase } from '../../support/database.ts'
import { settings } from '../../support/directory.ts'
import { anOrganisation, aPerson, newId } from '../../support/people.ts'
import { listingLine, makeFolder } from './make-folder.ts'

const monday = new Date('2026-11-23T08:00:00Z')
const tuesday = new Date('2026-11-24T08:00:00Z')

let clone: TestDatabase
let database: Database

beforeEach(async () => {
  clone = await cloneDatabase()
  database = openDatabase(clone.url)
})

afterEach(async () => {
  await database.close()
  await clone.drop()
})

async function load(listings: Record<string, unknown>[], now: Date): Promise<string[]> {
  const report = await runImport({ database, folder: await makeFolder({ listings }), now, source: 'seed' })
  return report.faults.map((fault) => `${fault.effect} ${faultLine(fault, '')}`)
}

const find = () =>
  database.prisma.listing.findUniqueOrThrow({ where: { slug: 'fi-example' }, include: { organisation: true, revisions: { select: { number: true } } } })

const parts = () => ({ database, settings: { ...settings, fourEyes: true }, now: () => monday, queue: { enqueue: () => Promise.resolve('') } })
const unknownOperator = (changes = {}) => listingLine({ organisation: null, ...changes })

test('a listing stays with the organisation that it was given to, and what the file corrects is a conflict', async () => {
  await load([unknownOperator()], monday)
  const { id } = await find()
  const curator = await aPerson(database, { platformRole: 'curator' })
  const organisationId = await anOrganisation(database)
  await runCommand(parts(), curator.principal, assignListing, { id, organisationId, reason: 'They run it.' })

  const again = await load([unknownOperator(), listingLine({ slug: 'fi-new', organisation: null })], tuesday)
  expect(again).toEqual([])
  const number = await load([unknownOperator({ names: { fi: 'Oikaistu', en: 'Corrected' } })], tuesday)
  expect(number).toEqual(['conflict listings.jsonl:1: fi-example was changed in the directory and stays as it is there'])
  expect(await find()).toMatchObject({ organisationId, revisions: [{ number: 1 }] })
})

test('a listing of unknown operator stays with the organisation that claimed it, also when the claim is long forgotten', async () => {
  await load([unknownOperator()], monday)
  const { id: listingId } = await find()
  const curator = await aPerson(database, { platformRole: 'curator' })
  const id = newId()
  const claim = { id, listingId, wish: 'this_is_us', state: 'confirmed', email: 'office@example.org', tokenDigest: id } as const
  await database.prisma.claim.create({ data: { ...claim, createdAt: monday, expiresAt: tuesday, confirmedAt: monday } })
  await runCommand(parts(), curator.principal, acceptClaim, { id, organisationName: 'Claimant', reason: null })
  await database.prisma.claim.delete({ where: { id } })

  const said = await load([unknownOperator(), listingLine({ slug: 'fi-new', organisation: null })], tuesday)
  expect(said).toEqual([])
  expect(await find()).toMatchObject({ organisation: { name: 'Claimant' }, revisions: [{ number: 1 }] })
})

test('a listing stays with an organisation that was renamed, and none of the old name is made', async () => {
  await load([listingLine()], monday)
  const { organisationId, organisation } = await find()
  const curator = await aPerson(database, { platformRole: 'curator' })
  await runCommand(parts(), curator.principal, updateOrganisation, { id: organisation?.slug ?? '', name: 'Renamed' })

  const said = await load([listingLine(), listingLine({ slug: 'fi-new', organisation: null })], tuesday)
  expect(said).toEqual([])
  expect(await find()).toMatchObject({ organisationId, organisation: { name: 'Renamed' }, revisions: [{ number: 1 }] })
  expect(await database.prisma.organisation.count({ where: { name: organisation?.name ?? '' } })).toBe(0)
})

test('a listing is not taken from the people of its organisation', async () => {
  await load([listingLine()], monday)
  const { organisationId } = await find()
  await aPerson(database, { roles: { [organisationId ?? '']: 'manager' } })

  await load([listingLine({ organisation: { name: 'Other', url: null } })], tuesday)
  expect(await find()).toMatchObject({ organisationId, revisions: [{ number: 1 }] })
})
