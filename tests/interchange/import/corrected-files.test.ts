import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../src/db/client.ts'
import { takeDirectoryVersion } from '../../../src/db/take-directory-version.ts'
import { inTransaction } from '../../../src/db/transaction.ts'
import { recordAudit } from '../../../src/directory/audit/record-audit.ts'
import { listingCommands } from '../../../src/directory/listing/listing-life.ts'
import { runCommand } from '../../../src/directory/run-command.ts'
import { listingContent } from '../../../src/help/listing-content.ts'
import { faultLine } from '../../../src/interchange/import/import-fault.ts'
import { runImport } from '../../../src/interchange/import/run-import.ts'
import { cloneDatabase, type TestDatabase } from '../../support/database.ts'
import { settings } from '../../support/directory.ts'
import { aPerson } from '../../support/people.ts'
import { type FolderContents, listingLine, makeFolder, textsFile } from './make-folder.ts'

const actor = 'system:seed'
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

async function load(changes: Partial<FolderContents>, now: Date) {
  const report = await runImport({ database, folder: await makeFolder(changes), now, source: 'seed' })
  return { ...report, said: report.faults.map((fault) => `${fault.effect} ${faultLine(fault, '')}`) }
}

async function find(slug: string) {
  const listing = await database.prisma.listing.findUniqueOrThrow({
    where: { slug },
    include: { organisation: true, revisions: { orderBy: { number: 'asc' } }, publishedRevision: true },
  })
  const revisions = listing.revisions.map((revision) => ({ ...revision, content: listingContent.parse(revision.content) }))
  const shown = revisions.find((revision) => revision.id === listing.publishedRevisionId)?.content ?? null
  return { ...listing, revisions, shown }
}

const changesOf = async (version: bigint) =>
  (await database.prisma.directoryChange.findMany({ where: { version } })).map(
    ({ subject, subjectId }) => `${subject} ${subjectId}`,
  )

/** What editors do: one writes a revision, another approves it, and it is published. */
async function editListing(slug: string, display: string) {
  const { id, revisions } = await find(slug)
  const last = revisions.at(-1)
  if (last === undefined) throw new Error('a listing without a revision')
  const author = await aPerson(database, { platformRole: 'curator' })
  const reviewer = await aPerson(database, { platformRole: 'curator' })
  const parts = { database, settings: { ...settings, fourEyes: true }, now: () => monday, queue: { enqueue: () => Promise.resolve('') } }
  const content = {
    ...last.content,
    channels: last.content.channels.map((channel) => ({ ...channel, display })),
    texts: last.content.texts.map((text) => ({ ...text, reviewed: true })),
  }
  await runCommand(parts, author.principal, listingCommands.revise, { id, content, note: 'Printed so.' })
  await runCommand(parts, author.principal, listingCommands.submit, { id, note: null })
  await runCommand(parts, reviewer.principal, listingCommands.approve, { id, note: null })
  await runCommand(parts, reviewer.principal, listingCommands.publish, { id, note: null })
}

const corrected = listingLine({ names: { fi: 'Oikaistu', en: 'Corrected' } })

describe('a corrected row', () => {
  test('becomes the next revision of a listing that nobody has edited, and is published', async () => {
    await load({}, monday)
    const report = await load({ listings: [corrected] }, tuesday)
    expect(report.files).toEqual([
      { file: 'listings.jsonl', read: 1, taken: 1, unchanged: 0, conflicts: 0, refused: 0 },
      { file: 'emergency-numbers.jsonl', read: 1, taken: 0, unchanged: 1, conflicts: 0, refused: 0 },
      { file: 'guidance.jsonl', read: 1, taken: 0, unchanged: 1, conflicts: 0, refused: 0 },
      { file: 'texts/*.json', read: 2, taken: 0, unchanged: 2, conflicts: 0, refused: 0 },
    ])
    const listing = await find('fi-example')
    expect(listing.revisions).toMatchObject([
      { number: 1, parentId: null, author: actor },
      { number: 2, parentId: listing.revisions[0]?.id, author: actor, note: 'The imported file was corrected.' },
    ])
    expect(listing.shown?.officialName.text).toBe('Oikaistu')
    expect(listing).toMatchObject({ state: 'published', directoryVersion: 2n, publishedAt: tuesday, importedAt: monday })
    expect(await changesOf(2n)).toEqual([`listing ${listing.id}`])
    const audit = await database.prisma.auditEvent.findMany({ orderBy: { at: 'asc' } })
    expect(audit).toMatchObject([
      { action: 'import', subject: 'import', actor, after: { directoryVersion: 1 } },
      { action: 'import', subject: 'import', actor, after: { directoryVersion: 2, files: report.files } },
    ])
  })

  test('is a conflict when somebody has edited the listing, which stays as it is', async () => {
    await load({}, monday)
    await editListing('fi-example', '116-111')
    const report = await load({ listings: [corrected] }, tuesday)
    expect(report.files[0]).toMatchObject({ read: 1, taken: 0, conflicts: 1 })
    expect(report.said).toEqual(['conflict listings.jsonl:1: fi-example was changed in the directory and stays as it is there'])
    expect(report.directoryVersion).toBeNull()
    const listing = await find('fi-example')
    expect(listing.revisions).toHaveLength(2)
    expect(listing.shown?.channels[0]?.display).toBe('116-111')
  })

  test('is no conflict when the row still says what was imported', async () => {
    await load({}, monday)
    await editListing('fi-example', '116-111')
    const report = await load({ listings: [listingLine(), listingLine({ slug: 'fi-new' })] }, tuesday)
    expect(report.files[0]).toMatchObject({ read: 2, taken: 1, unchanged: 1, conflicts: 0 })
    expect((await find('fi-example')).revisions).toHaveLength(2)
  })

  test.each(['suspended', 'retired'] as const)('never brings back a listing that is %s', async (state) => {
    await load({}, monday)
    const { id } = await find('fi-example')
    await inTransaction(database, async (transaction) => {
      const directoryVersion = await takeDirectoryVersion(
        transaction,
        [{ subject: 'listing', subjectId: id, action: 'withdrawn' }],
        monday,
      )
      await transaction.listing.update({ where: { id }, data: { state, directoryVersion } })
    })
    const report = await load({ listings: [corrected] }, tuesday)
    expect(report.said).toEqual([`conflict listings.jsonl:1: fi-example is ${state} in the directory and stays as it is there`])
    expect(await find('fi-example')).toMatchObject({ state, revisions: [{ number: 1 }] })
  })

  test('that moves to another organisation moves the listing', async () => {
    await load({}, monday)
    await load({ listings: [listingLine({ organisation: { name: 'Other', url: null } })] }, tuesday)
    expect(await find('fi-example')).toMatchObject({
      organisation: { name: 'Other', slug: 'other-fi', country: 'FI' },
      directoryVersion: 2n,
    })
  })
})

describe('a row that is held back', () => {
  const held = listingLine({ hold: true })

  test('enters as a draft, is corrected as a draft, and is published when it is no longer held', async () => {
    expect(await load({ listings: [held] }, monday)).toMatchObject({ drafts: 1 })
    expect(await find('fi-example')).toMatchObject({ state: 'draft', publishedRevisionId: null, directoryVersion: null })

    const correction = await load({ listings: [{ ...corrected, hold: true, organisation: { name: 'Other' } }] }, tuesday)
    expect(correction).toMatchObject({ drafts: 1, directoryVersion: null })
    expect(await find('fi-example')).toMatchObject({
      state: 'draft',
      publishedRevisionId: null,
      organisation: { name: 'Other' },
      revisions: [{}, { number: 2 }],
    })

    await load({ listings: [{ ...corrected, organisation: { name: 'Other' } }] }, tuesday)
    const listing = await find('fi-example')
    expect(listing).toMatchObject({ state: 'published', revisions: [{}, {}], organisation: { name: 'Other' } })
    expect(listing.shown?.officialName.text).toBe('Oikaistu')
  })

  test('after it was published is a conflict: an import withdraws nothing', async () => {
    await load({}, monday)
    const said =
      'conflict listings.jsonl:1: fi-example is held back here and published in the directory; suspend it there if nobody may see it'
    expect((await load({ listings: [held] }, tuesday)).said).toEqual([said])
    expect((await load({ listings: [{ ...corrected, hold: true }] }, tuesday)).said).toEqual([said])
    expect(await find('fi-example')).toMatchObject({ state: 'published', revisions: [{ number: 1 }] })
  })
})

test('a row that has vanished from the file leaves its listing alone', async () => {
  await load({ listings: [listingLine(), listingLine({ slug: 'fi-other' })] }, monday)
  expect(await load({}, tuesday)).toMatchObject({ directoryVersion: null, said: [] })
  expect(await find('fi-other')).toMatchObject({ state: 'published', revisions: [{ number: 1 }] })
})

test('files that differ only in how they are written change nothing but the audit', async () => {
  await load({}, monday)
  const reversed = Object.fromEntries(Object.entries(listingLine()).toReversed())
  expect(await load({ listings: ['', `  ${JSON.stringify(reversed)}`] }, tuesday)).toMatchObject({
    skipped: false,
    directoryVersion: null,
    said: [],
  })
  expect((await find('fi-example')).revisions).toHaveLength(1)
})

describe('corrected texts', () => {
  test('of a guidance become its next revision', async () => {
    await load({}, monday)
    const text = { title: 'Better title', body: 'Body', steps: [] }
    const report = await load(
      { texts: { en: textsFile('en'), sv: textsFile('sv', { guidance: { 'need_help.child': { standard: text } } }) } },
      tuesday,
    )
    expect(report.files[2]).toMatchObject({ file: 'guidance.jsonl', taken: 1 })
    const guidance = await database.prisma.guidance.findUniqueOrThrow({
      where: { slug: 'need_help.child' },
      include: { revisions: true, publishedRevision: true },
    })
    expect(guidance.revisions).toHaveLength(2)
    expect(guidance.publishedRevision?.number).toBe(2)
    expect(guidance.publishedRevision?.content).toMatchObject({
      texts: [{ locale: 'en' }, { locale: 'sv', plain: null, standard: text }],
    })
    expect(await changesOf(2n)).toEqual([`guidance ${guidance.id}`])
  })

  const labels = { 'kind.emergency_service': 'Nödtjänster', 'emergency.note': 'Bara vid fara.' }
  const swedish = { texts: { en: textsFile('en'), sv: textsFile('sv', { labels }) } }

  test('of labels replace them, and the names of emergency services made of them', async () => {
    await load({}, monday)
    const report = await load(swedish, tuesday)
    expect(report.files.map((file) => [file.file, file.taken])).toEqual([
      ['listings.jsonl', 0],
      ['emergency-numbers.jsonl', 1],
      ['guidance.jsonl', 0],
      ['texts/*.json', 1],
    ])
    expect(await database.prisma.labelSet.findUnique({ where: { locale: 'sv' } })).toMatchObject({
      content: { labels },
      directoryVersion: 2n,
    })
    expect((await find('fi-emergency')).shown?.names[1]).toMatchObject({ locale: 'sv', text: 'Nödtjänster' })
  })

  test('of labels that somebody has edited are a conflict', async () => {
    await load({}, monday)
    await inTransaction(database, (transaction) =>
      recordAudit(transaction, { at: monday, actor: 'editor:1', action: 'edit', subject: 'label_set', subjectId: 'sv' }),
    )
    expect((await load(swedish, tuesday)).said).toEqual([
      'conflict texts/sv.json:1 /labels: were changed in the directory and stay as they are there',
    ])
    expect(await database.prisma.labelSet.findUnique({ where: { locale: 'sv' } })).toMatchObject({ directoryVersion: 1n })
  })
})

describe('an organisation', () => {
  const row = (slug: string, url: string | null) => listingLine({ slug, organisation: { name: 'Example', url } })

  test('is recognised by name and country, and has an address only where all its rows give the same', async () => {
    const report = await load(
      {
        listings: [
          row('fi-one', null),
          row('fi-two', 'https://example.org'),
          row('fi-three', 'https://example.com'),
          { ...row('se-one', 'https://example.org'), countries: ['SE'] },
          { ...row('se-two', 'https://example.org'), countries: ['SE'] },
        ],
      },
      monday,
    )
    expect(report.said).toEqual([
      'part_left_out listings.jsonl:2 /organisation/url: listings.jsonl:1 gives the organisation no address',
      'part_left_out listings.jsonl:3 /organisation/url: listings.jsonl:1 gives the organisation no address',
    ])
    expect(
      await database.prisma.organisation.findMany({ select: { slug: true, country: true, url: true }, orderBy: { slug: 'asc' } }),
    ).toEqual([
      { slug: 'example-fi', country: 'FI', url: null },
      { slug: 'example-se', country: 'SE', url: 'https://example.org' },
    ])
  })

  test('gets a corrected address, and the public hears of all its listings', async () => {
    await load({ listings: [row('fi-one', null), row('fi-two', null), { ...row('fi-held', null), hold: true }] }, monday)
    const report = await load(
      {
        listings: [
          row('fi-one', 'https://example.org'),
          row('fi-two', 'https://example.org'),
          { ...row('fi-held', 'https://example.org'), hold: true },
        ],
      },
      tuesday,
    )
    expect(report.directoryVersion).toBe(2)
    const [one, two] = [await find('fi-one'), await find('fi-two')]
    expect(one).toMatchObject({ directoryVersion: 2n, revisions: [{}], organisation: { url: 'https://example.org' } })
    expect((await changesOf(2n)).sort()).toEqual([`listing ${one.id}`, `listing ${two.id}`].sort())
  })

  test('keeps its address when somebody has edited it', async () => {
    await load({ listings: [row('fi-one', null)] }, monday)
    const { organisationId } = await find('fi-one')
    await inTransaction(database, (transaction) =>
      recordAudit(transaction, {
        at: monday,
        actor: 'editor:1',
        action: 'edit',
        subject: 'organisation',
        subjectId: organisationId ?? '',
      }),
    )
    const report = await load({ listings: [row('fi-one', 'https://example.org')] }, tuesday)
    expect(report.said).toEqual([
      'conflict listings.jsonl:1 /organisation/url: the organisation was changed in the directory and stays as it is there',
    ])
    expect(report.directoryVersion).toBeNull()
    expect((await find('fi-one')).organisation?.url).toBeNull()
  })
})
