import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../src/db/client.ts'
import { faultLine } from '../../../src/interchange/import/import-fault.ts'
import type { ImportSource } from '../../../src/interchange/import/import-source.ts'
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

/** Imports a folder, an hour after the last one. */
async function load(source: ImportSource, changes: Partial<FolderContents>) {
  hours += 1
  const now = new Date(Date.UTC(2026, 10, 23, hours))
  const report = await runImport({ database, folder: await makeFolder(changes), now, source })
  return { ...report, said: report.faults.map((fault) => `${fault.effect} ${faultLine(fault, '')}`) }
}

/** All that the directory holds but the audit. */
async function directory() {
  const { prisma } = database
  return {
    head: await prisma.directoryHead.findFirstOrThrow(),
    listings: await prisma.listing.findMany({ orderBy: { slug: 'asc' }, include: { organisation: true } }),
    revisions: await prisma.listingRevision.findMany({ orderBy: { id: 'asc' } }),
    guidance: await prisma.guidance.findMany({ include: { revisions: true } }),
    labelSets: await prisma.labelSet.findMany({ orderBy: { locale: 'asc' } }),
  }
}
const find = (slug: string) =>
  database.prisma.listing.findUniqueOrThrow({
    where: { slug },
    include: { organisation: true, publishedRevision: true, revisions: { orderBy: { number: 'asc' } } },
  })

const row = (slug: string, display: string, url = 'https://example.org') =>
  listingLine({
    slug,
    organisation: { name: 'Example', url },
    channels: [{ type: 'phone', value: '116111', display }],
  })
const labels = { 'kind.emergency_service': 'Nödtjänster', 'emergency.note': 'Bara vid fara.' }
const seed = { listings: [row('fi-one', 'seed'), row('fi-two', 'seed')] }
const other = {
  listings: [row('fi-one', 'other', 'https://example.com'), row('fi-three', 'other', 'https://example.com')],
  texts: { en: textsFile('en'), sv: textsFile('sv', { labels }) },
}

describe('what a person imports', () => {
  test('replaces what the seed brought, under a name of its own', async () => {
    await load('seed', seed)
    expect(await load('operator', other)).toMatchObject({ said: [], directoryVersion: 2 })
    const one = await find('fi-one')
    expect(one.revisions.map(({ author }) => author)).toEqual(['system:seed', 'system:import'])
    expect(one).toMatchObject({ publishedRevision: { number: 2 }, organisation: { url: 'https://example.com' } })
    expect(await database.prisma.auditEvent.findFirst({ where: { actor: 'system:import' } })).toMatchObject({
      action: 'import',
      after: { organisations: [one.organisationId], labelSets: ['sv'] },
    })
  })

  test('stays when the same seed is loaded again at the next start, which reads no row', async () => {
    await load('seed', seed)
    await load('operator', other)
    const before = await directory()
    expect(await load('seed', seed)).toMatchObject({ skipped: true })
    expect(await directory()).toEqual(before)
    expect(await database.prisma.auditEvent.count()).toBe(2)
  })

  test('stays when it came before the first seed, which says so and adds the rest', async () => {
    await load('operator', other)
    expect((await load('seed', seed)).said).toEqual([
      'conflict listings.jsonl:1 /organisation/url: the organisation was changed in the directory and stays as it is there',
      'conflict listings.jsonl:1: fi-one was changed in the directory and stays as it is there',
      'conflict emergency-numbers.jsonl:1: fi-emergency was changed in the directory and stays as it is there',
      'conflict texts/sv.json:1 /labels: were changed in the directory and stay as they are there',
    ])
    expect(await find('fi-one')).toMatchObject({ revisions: [{ author: 'system:import' }], organisation: { url: 'https://example.com' } })
    expect(await find('fi-two')).toMatchObject({ state: 'published', revisions: [{ author: 'system:seed' }] })
  })

  test('stays when a later seed corrects the same row, and takes the correction of another', async () => {
    await load('seed', seed)
    await load('operator', other)
    const later = { listings: [row('fi-one', 'corrected'), row('fi-two', 'corrected')] }
    const report = await load('seed', later)
    expect(report.files[0]).toMatchObject({ taken: 1, conflicts: 1 })
    expect(report.said).toContain('conflict listings.jsonl:1: fi-one was changed in the directory and stays as it is there')
    expect(report.said).toContain('conflict texts/sv.json:1 /labels: were changed in the directory and stay as they are there')
    expect(await find('fi-one')).toMatchObject({ publishedRevision: { author: 'system:import' }, organisation: { url: 'https://example.com' } })
    expect(await find('fi-two')).toMatchObject({ publishedRevision: { author: 'system:seed', number: 2 } })
    expect(await database.prisma.labelSet.findUnique({ where: { locale: 'sv' } })).toMatchObject({ content: { labels } })
  })

  test('a row that the seed still has as it brought it is no conflict', async () => {
    await load('seed', seed)
    await load('operator', { ...other, listings: [row('fi-one', 'other')] })
    expect(await load('seed', { listings: [row('fi-one', 'seed'), row('fi-two', 'corrected')] })).toMatchObject({
      files: [{ taken: 1, unchanged: 1, conflicts: 0 }, {}, {}, {}],
    })
  })

  test('goes back to what the seed says when a person imports the seed', async () => {
    await load('seed', seed)
    await load('operator', other)
    expect(await load('operator', seed)).toMatchObject({ skipped: false, said: [] })
    expect(await find('fi-one')).toMatchObject({ publishedRevision: { number: 3, author: 'system:import' } })
    const before = await directory()
    expect(await load('operator', seed)).toMatchObject({ skipped: true })
    expect(await load('seed', seed)).toMatchObject({ skipped: true })
    expect(await directory()).toEqual(before)
  })

  test('twice the same changes nothing, also when the seed stands in between', async () => {
    await load('seed', seed)
    await load('operator', other)
    await load('seed', seed)
    const before = await directory()
    expect(await load('operator', other)).toMatchObject({ skipped: true })
    expect(await directory()).toEqual(before)
  })
})

describe('a folder with some of the files', () => {
  test('imports these and leaves the rest of the directory alone', async () => {
    await load('seed', seed)
    const before = await directory()
    const report = await load('operator', { listings: [row('fi-new', 'other')], emergencyNumbers: null, guidance: null, texts: {} })
    expect(report).toMatchObject({ said: [], files: [{ file: 'listings.jsonl', read: 1, taken: 1 }] })
    expect(report.files).toHaveLength(1)
    const { listings, guidance, labelSets } = await directory()
    expect(listings.filter(({ slug }) => slug !== 'fi-new')).toEqual(before.listings)
    expect({ guidance, labelSets }).toEqual({ guidance: before.guidance, labelSets: before.labelSets })
  })

  test.each<[string, Partial<FolderContents>, string]>([
    ['emergency numbers and English', { listings: null, guidance: null, texts: { en: textsFile('en', { guidance: {} }) } }, 'emergency-numbers.jsonl'],
    ['guidance and its texts', { listings: null, emergencyNumbers: null, texts: { sv: textsFile('sv', { labels: {} }) } }, 'guidance.jsonl'],
    ['labels', { listings: null, emergencyNumbers: null, guidance: null, texts: { en: textsFile('en', { guidance: {} }) } }, 'texts/*.json'],
  ])('only %s', async (_name, contents, file) => {
    const report = await load('operator', contents)
    expect(report.said).toEqual([])
    expect(report.files.find((counts) => counts.file === file)).toMatchObject({ read: 1, taken: 1, refused: 0 })
  })

  test('with texts that have no labels keeps the labels of the directory', async () => {
    await load('seed', seed)
    const before = await directory()
    const report = await load('operator', { listings: null, emergencyNumbers: null, texts: { sv: textsFile('sv', { labels: {} }) } })
    expect(report.files).toMatchObject([{ file: 'guidance.jsonl', taken: 1 }, { file: 'texts/*.json', taken: 0, unchanged: 1 }])
    expect((await directory()).labelSets).toEqual(before.labelSets)
  })
})
