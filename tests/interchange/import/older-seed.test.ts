import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../src/db/client.ts'
import { inTransaction } from '../../../src/db/transaction.ts'
import type { EarlierImport } from '../../../src/directory/audit/list-imports.ts'
import { recordAudit } from '../../../src/directory/audit/record-audit.ts'
import { listingContent } from '../../../src/help/listing-content.ts'
import { applyImport } from '../../../src/interchange/import/apply-import.ts'
import { checkRows } from '../../../src/interchange/import/check-rows.ts'
import { importedBefore } from '../../../src/interchange/import/imported-before.ts'
import { ImportStopped } from '../../../src/interchange/import/import-stopped.ts'
import type { ImportSource } from '../../../src/interchange/import/import-source.ts'
import { planImport } from '../../../src/interchange/import/plan-import.ts'
import { readFolder } from '../../../src/interchange/import/read-folder.ts'
import type { ImportReport } from '../../../src/interchange/import/report-import.ts'
import { runImport } from '../../../src/interchange/import/run-import.ts'
import { cloneDatabase, type TestDatabase } from '../../support/database.ts'
import { type FolderContents, listingLine, makeFolder, textsFile } from './make-folder.ts'

let clone: TestDatabase
let database: Database
let hours: number

beforeEach(async () => {
  clone = await cloneDatabase()
  database = openDatabase(clone.url)
  hours = 0
})

afterEach(async () => {
  await database.close()
  await clone.drop()
})

const nextHour = () => new Date(Date.UTC(2026, 10, 23, (hours += 1)))

async function load(contents: Partial<FolderContents>, source: ImportSource = 'seed', release = '1.0.0'): Promise<ImportReport> {
  return runImport({ database, folder: await makeFolder(contents), now: nextHour(), source, release })
}

const seedWith = (number: string): Partial<FolderContents> => ({
  listings: [listingLine({ channels: [{ type: 'phone', value: number, display: number }] })],
})
const [a, b, c] = [seedWith('116110'), seedWith('116111'), seedWith('116112')]

async function served(): Promise<{ number: unknown; revision: number | undefined; author: string | undefined }> {
  const { publishedRevision } = await database.prisma.listing.findUniqueOrThrow({ where: { slug: 'fi-example' }, include: { publishedRevision: true } })
  const { channels } = listingContent.parse(publishedRevision?.content)
  return { number: channels[0]?.value, revision: publishedRevision?.number, author: publishedRevision?.author }
}

const versionNow = async () => (await database.prisma.directoryHead.findFirstOrThrow()).version

describe('an older release that starts again', () => {
  test('does not bring back the number that a newer one has corrected, however often it starts', async () => {
    await load(a)
    await load(b)
    const version = await versionNow()
    for (const older of [a, a]) expect(await load(older)).toMatchObject({ skipped: true, superseded: true, directoryVersion: null })
    expect(await load(b)).toMatchObject({ skipped: true, superseded: false })
    expect(await served()).toEqual({ number: '116111', revision: 2, author: 'system:seed' })
    expect(await versionNow()).toBe(version)
    expect(await database.prisma.auditEvent.count()).toBe(2)
  })

  test('does not keep the next correction from being loaded, after which both earlier ones are old', async () => {
    for (const contents of [a, b, a, c]) await load(contents)
    expect(await served()).toEqual({ number: '116112', revision: 3, author: 'system:seed' })
    for (const older of [a, b]) expect(await load(older)).toMatchObject({ superseded: true })
    expect(await served()).toMatchObject({ number: '116112' })
  })

  test('does so while the newer one starts for the first time, whichever comes first', async () => {
    await load(a)
    const folders = [await makeFolder(a), await makeFolder(b), await makeFolder(a), await makeFolder(b)]
    const reports = await Promise.all(folders.map((folder) => runImport({ database, folder, now: nextHour(), source: 'seed', release: '1.0.0' })))
    expect(reports.filter(({ skipped }) => !skipped)).toHaveLength(1)
    expect(await served()).toMatchObject({ number: '116111', revision: 2 })
  })

  test('without listings does as little: a seed is all of its files', async () => {
    const texts = { en: textsFile('en'), sv: textsFile('sv', { labels: { 'kind.emergency_service': 'Nödtjänster' } }) }
    await load(a)
    await load({ ...a, texts })
    await load({ ...b, texts })
    expect(await load({ ...a, texts })).toMatchObject({ superseded: true })
    expect(await load({ ...b, listings: null, texts })).toMatchObject({ skipped: false, directoryVersion: null })
    expect(await served()).toMatchObject({ number: '116111' })
  })
})

describe('what an older release did before it knew this', () => {
  test('is mended by the next start of the newer one', async () => {
    await load(a)
    await load(b)
    const [first] = await database.prisma.auditEvent.findMany({ orderBy: { at: 'asc' } })
    const [after, at, author] = [first?.after as { digest: string }, nextHour(), 'system:seed']
    const folder = await makeFolder(a)
    const rows = checkRows(await readFolder(folder), folder, 2026)
    await inTransaction(database, async (transaction) => {
      await applyImport(transaction, await planImport(transaction, rows, { authors: [author], at }), { author, at })
      await recordAudit(transaction, { at, actor: author, action: 'import', subject: 'import', after })
    })
    expect(await load(a)).toMatchObject({ superseded: true })
    expect(await served()).toMatchObject({ number: '116110' })
    expect(await load(b)).toMatchObject({ skipped: false })
    expect(await load(b)).toMatchObject({ skipped: true, superseded: false })
    expect(await served()).toMatchObject({ number: '116111' })
  })

  test.each([
    ['a', '', 'no'],
    ['a', 'a', 'same'],
    ['a', 'a b', 'superseded'],
    ['b', 'a b a', 'no'],
    ['a', 'a b a', 'superseded'],
    ['b', 'a b a b', 'same'],
    ['c', 'a b a b', 'no'],
    // With the release that brought them.
    ['a@1.0.0', 'b@1.1.0', 'superseded'],
    ['a@1.9.0', 'b@1.10.0', 'superseded'],
    ['b@1.10.0', 'a@1.9.0', 'no'],
    ['b@1.1.0', 'b@1.1.0 a@1.0.0', 'no'],
    ['a@1.2.0', 'a@1.0.0 b@1.1.0', 'no'],
    ['a@1.0.0', 'a@1.0.0 b@1.1.0 a@1.2.0', 'same'],
    ['b@1.1.0', 'a@1.0.0 b@1.1.0 a@1.2.0', 'superseded'],
    ['a@1.0.0', 'a@1.0.0 b@1.0.0', 'superseded'],
    ['a@1.0.0-rc.1', 'b@1.0.0', 'no'],
    ['b@1.1.0', 'a b@1.1.0 a', 'no'],
  ])('%s after "%s": %s', (files, earlier, expected) => {
    const read = (text: string): EarlierImport => ({ digest: text.split('@')[0] ?? '', release: text.split('@')[1] ?? null })
    const given = read(files)
    const before = earlier === '' ? [] : earlier.split(' ').map(read)
    expect(importedBefore({ ...given, release: given.release ?? '1.0.0' }, before)).toBe(expected)
  })
})

describe('an older release that never ran on this database', () => {
  test('brings nothing back, and going up again is no change', async () => {
    await load(b, 'seed', '1.1.0')
    expect(await load(a, 'seed', '1.0.0')).toMatchObject({ skipped: true, superseded: true })
    expect(await load(b, 'seed', '1.1.0')).toMatchObject({ skipped: true, superseded: false })
    expect(await served()).toEqual({ number: '116111', revision: 1, author: 'system:seed' })
  })
})

test('a release that takes its seed back on purpose is followed, and the one before it no more', async () => {
  await load(a, 'seed', '1.0.0')
  await load(b, 'seed', '1.1.0')
  expect(await load(a, 'seed', '1.2.0')).toMatchObject({ skipped: false })
  expect(await load(b, 'seed', '1.1.0')).toMatchObject({ superseded: true })
  for (const release of ['1.0.0', '1.2.0']) expect(await load(a, 'seed', release)).toMatchObject({ skipped: true, superseded: false })
  expect(await served()).toMatchObject({ number: '116110', revision: 3 })
})

describe('a person who imports the older files', () => {
  test('gets them, once, and no start takes them away', async () => {
    await load(a)
    await load(b)
    expect(await load(a, 'operator')).toMatchObject({ skipped: false, superseded: false })
    expect(await load(a, 'operator')).toMatchObject({ skipped: true, superseded: false })
    for (const contents of [a, b]) expect(await load(contents)).toMatchObject({ skipped: true })
    expect(await served()).toEqual({ number: '116110', revision: 3, author: 'system:import' })
  })

  test('gets back to the newer ones in the same way', async () => {
    await load(a)
    await load(b)
    await load(a, 'operator')
    expect(await load(b, 'operator')).toMatchObject({ skipped: false })
    expect(await load(a, 'operator')).toMatchObject({ skipped: false })
    expect(await load(b, 'operator')).toMatchObject({ skipped: false })
    expect(await served()).toEqual({ number: '116111', revision: 6, author: 'system:import' })
  })
})

describe('what was never loaded whole', () => {
  test('counts for nothing: an import that was interrupted is made at the next start', async () => {
    await load(a)
    await database.prisma.$executeRaw`ALTER TABLE "audit_event" ADD CONSTRAINT "interrupted" CHECK (FALSE) NOT VALID`
    await expect(load(b)).rejects.toThrow(/interrupted/)
    expect(await served()).toMatchObject({ number: '116110', revision: 1 })
    await database.prisma.$executeRaw`ALTER TABLE "audit_event" DROP CONSTRAINT "interrupted"`
    expect(await load(b)).toMatchObject({ skipped: false })
    expect(await served()).toMatchObject({ number: '116111' })
  })

  test('counts for nothing: a folder without files stops, before and after a seed', async () => {
    const none = { listings: null, emergencyNumbers: null, guidance: null, texts: {} }
    await load(a)
    await load(b)
    await expect(load(none)).rejects.toBeInstanceOf(ImportStopped)
    expect(await load(a)).toMatchObject({ superseded: true })
  })
})
