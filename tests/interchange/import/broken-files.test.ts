import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Database, openDatabase } from '../../../src/db/client.ts'
import { ImportStopped } from '../../../src/interchange/import/import-stopped.ts'
import { runImport } from '../../../src/interchange/import/run-import.ts'
import { cloneDatabase, type TestDatabase } from '../../support/database.ts'
import { type FolderContents, listingLine, makeFolder, textsFile } from './make-folder.ts'

/** Files that stop an import change nothing: one database serves for all of them. */
let empty: TestDatabase
let database: Database

beforeAll(async () => {
  empty = await cloneDatabase()
  database = openDatabase(empty.url)
})

afterAll(async () => {
  await database.close()
  await empty.drop()
})

/** Another database for one test that does change something. */
async function useOwnDatabase(): Promise<void> {
  const clone = await cloneDatabase()
  const shared = database
  database = openDatabase(clone.url)
  onTestFinished(async () => {
    await database.close()
    await clone.drop()
    database = shared
  })
}

const load = (folder: string) => runImport({ database, folder, now: new Date('2026-11-23T08:00:00Z'), source: 'seed' })

async function nothingIsThere() {
  const { prisma } = database
  expect(await prisma.organisation.count()).toBe(0)
  expect(await prisma.listing.count()).toBe(0)
  expect(await prisma.guidance.count()).toBe(0)
  expect(await prisma.labelSet.count()).toBe(0)
  expect(await prisma.directoryChange.count()).toBe(0)
  expect(await prisma.auditEvent.count()).toBe(0)
  expect((await prisma.directoryHead.findFirstOrThrow()).version).toBe(0n)
}

/** The message of the error that an import of the folder ends with, without its first sentence. */
async function stoppedBy(folder: string): Promise<string[]> {
  const error: unknown = await load(folder).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ImportStopped)
  const [sentence, ...faults] = error instanceof Error ? error.message.split('\n') : []
  expect(sentence).toMatch(
    /^Nothing was imported from \/.*, because (this does|these do) not fit; correct it and import again\.$/,
  )
  const prefix = `  ${folder}`
  return faults.map((fault) => {
    expect(fault.startsWith(prefix)).toBe(true)
    return fault.slice(prefix.length).replace(/^\//, '')
  })
}

const extra = listingLine({ slug: 'fi-other' })

describe('files that are not what they should be stop the import, which names all faults and changes nothing', () => {
  test.each<[string, Partial<FolderContents>, (string | RegExp)[]]>([
    [
      'a line that is cut off',
      { listings: [listingLine(), JSON.stringify(extra).slice(0, 300)] },
      [/^listings\.jsonl:2: is not JSON \(.+\)$/],
    ],
    [
      'two broken lines in two files',
      { listings: ['{'], emergencyNumbers: ['nonsense'] },
      [/^listings\.jsonl:1: is not JSON/, /^emergency-numbers\.jsonl:1: is not JSON/],
    ],
    ['a line that is no object', { listings: ['[]'] }, ['listings.jsonl:1: must be an object in { }']],
    [
      'a field of another type',
      { listings: [listingLine({ languages: 'fi' })] },
      ['listings.jsonl:1 /languages: must be a list in [ ]'],
    ],
    ['a field that nobody knows', { listings: [listingLine({ minage: 12 })] }, ['listings.jsonl:1: has "minage", which is not known here']],
    [
      'a field that is missing',
      { listings: [listingLine({ channels: undefined })] },
      ['listings.jsonl:1 /channels: is missing'],
    ],
    [
      'a key that stands twice',
      { listings: [JSON.stringify(listingLine()).replace('"kind"', '"slug":"fi-else","kind"')] },
      ['listings.jsonl:1 /slug: stands twice'],
    ],
    [
      'a slug that stands twice',
      { listings: [listingLine(), extra, listingLine()] },
      ['listings.jsonl:3 /slug: fi-example stands in listings.jsonl:1 already'],
    ],
    [
      'a slug that an emergency service has',
      { listings: [listingLine({ slug: 'fi-emergency' })] },
      ['emergency-numbers.jsonl:1 /country: fi-emergency stands in listings.jsonl:1 already'],
    ],
    [
      'texts with a comma too many',
      { texts: { en: textsFile('en'), sv: '{\n  "locale": "sv",\n  "origin": "machine",\n}' } },
      [/^texts\/sv\.json:4: is not JSON/],
    ],
    [
      'texts of another language than the file',
      { texts: { en: textsFile('en'), fi: textsFile('sv') } },
      ['texts/fi.json:1 /locale: says sv, which is not the name of the file'],
    ],
    [
      'texts with a label twice',
      {
        texts: {
          en: JSON.stringify(textsFile('en'), null, 2).replace(
            '"emergency.note":',
            '"emergency.call": "Ring",\n"emergency.note":',
          ),
        },
      },
      ['texts/en.json:27 /labels/emergency.call: stands twice'],
    ],
    [
      'a text without steps',
      { texts: { en: textsFile('en', { guidance: { 'need_help.child': { standard: { title: 'T', body: 'B' } } } }) } },
      ['texts/en.json:7 /guidance/need_help.child/standard/steps: is missing'],
    ],
    [
      'emergency numbers without English texts',
      { texts: { sv: textsFile('sv') } },
      ['texts/en.json: is missing, and emergency-numbers.jsonl takes its words from it'],
    ],
    [
      'labels without the English ones',
      { emergencyNumbers: null, texts: { sv: textsFile('sv') } },
      ['texts/en.json: is missing, and other labels are compared with it'],
    ],
    [
      'nothing to import',
      { listings: null, emergencyNumbers: null, guidance: null, texts: {} },
      [': holds none of listings.jsonl, emergency-numbers.jsonl, guidance.jsonl and texts/*.json'],
    ],
  ])('%s', async (_name, changes, faults) => {
    const said = await stoppedBy(await makeFolder(changes))
    expect(said).toHaveLength(faults.length)
    faults.forEach((fault, index) => expect(said[index]).toMatch(fault))
    await nothingIsThere()
  })

  test('a file whose name is misspelt', async () => {
    const folder = await makeFolder()
    await rename(path.join(folder, 'listings.jsonl'), path.join(folder, 'listing.jsonl'))
    expect(await stoppedBy(folder)).toEqual([
      'listing.jsonl: is no file of an import; those are listings.jsonl, emergency-numbers.jsonl, guidance.jsonl',
    ])
  })

  test('a missing folder', async () => {
    expect(await stoppedBy('/nowhere')).toEqual([': is missing'])
  })

  test('a file in another encoding', async () => {
    const folder = await makeFolder()
    await writeFile(path.join(folder, 'listings.jsonl'), Buffer.from(JSON.stringify(listingLine({ note: 'Hjälp' })), 'latin1'))
    expect(await stoppedBy(folder)).toEqual(['listings.jsonl: is not UTF-8 text'])
  })

  test('after a good import: what was imported stays', async () => {
    await useOwnDatabase()
    await load(await makeFolder())
    await stoppedBy(await makeFolder({ listings: [listingLine({ names: { fi: 'Oikaistu' } }), '{'] }))
    expect(
      await database.prisma.listing.findMany({
        select: { slug: true, revisions: { select: { number: true } } },
        orderBy: { slug: 'asc' },
      }),
    ).toEqual([
      { slug: 'fi-emergency', revisions: [{ number: 1 }] },
      { slug: 'fi-example', revisions: [{ number: 1 }] },
    ])
    expect((await database.prisma.directoryHead.findFirstOrThrow()).version).toBe(1n)
  })
})

test('a byte order mark, Windows line ends and empty lines are no fault', async () => {
  await useOwnDatabase()
  const folder = await makeFolder()
  await writeFile(
    path.join(folder, 'listings.jsonl'),
    `\ufeff${JSON.stringify(listingLine())}\r\n\r\n${JSON.stringify(extra)}\r\n`,
  )
  expect((await load(folder)).files[0]).toMatchObject({ read: 2, taken: 2, refused: 0 })
})

describe('trouble half-way leaves nothing', () => {
  test.each([
    ['the last statement fails', `RAISE EXCEPTION 'the disk is full'`, 'the disk is full'],
    ['the connection is cut', 'PERFORM pg_terminate_backend(pg_backend_pid())', 'terminat'],
  ])('%s', async (_name, statement, message) => {
    await useOwnDatabase()
    await database.prisma.$executeRawUnsafe(
      `CREATE FUNCTION "trouble"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${statement}; RETURN NEW; END $$`,
    )
    await database.prisma.$executeRawUnsafe(
      'CREATE TRIGGER "trouble" BEFORE INSERT ON "audit_event" EXECUTE FUNCTION "trouble"()',
    )
    await expect(load(await makeFolder())).rejects.toThrow(message)
    await nothingIsThere()
    await database.prisma.$executeRawUnsafe('DROP TRIGGER "trouble" ON "audit_event"')
    expect((await load(await makeFolder())).files[0]).toMatchObject({ taken: 1 })
  })
})

test('two nodes that start at once import once', async () => {
  await useOwnDatabase()
  const folder = await makeFolder()
  const reports = await Promise.all([load(folder), load(folder)])
  expect(reports.filter((report) => report.skipped)).toHaveLength(1)
  expect(await database.prisma.auditEvent.count()).toBe(1)
  expect((await database.prisma.directoryHead.findFirstOrThrow()).version).toBe(1n)
})
