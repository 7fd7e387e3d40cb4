import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../src/db/client.ts'
import { openPublished } from '../../../src/db/published.ts'
import type { PublishedDirectory } from '../../../src/help/directory.ts'
import { listingContent } from '../../../src/help/listing-content.ts'
import { printReport } from '../../../src/interchange/import/print-report.ts'
import type { ImportReport } from '../../../src/interchange/import/report-import.ts'
import { runImport } from '../../../src/interchange/import/run-import.ts'
import { cloneDatabase, type TestDatabase } from '../../support/database.ts'

const now = new Date('2026-11-20T12:00:00Z')
const actor = 'system:seed'

type Words = Record<string, string>
type SeedChannel = {
  type: string
  value: string
  display?: string
  smsKeyword?: string
  hint?: unknown
  cost?: string
  hours?: string
}
type SeedListing = {
  slug: string
  kind: string
  countries: string[]
  worldwide?: boolean
  subdivisions?: string[]
  organisation: { name: string; url?: string } | null
  officialName: string
  names: Words
  summaries: Words
  machine?: { names?: string[]; summaries?: string[] }
  human?: { names?: string[]; summaries?: string[] }
  languages: string[]
  audiences: string[]
  minAge?: number
  maxAge?: number
  youthPrevention?: boolean
  imagesOf?: string
  topics: string[]
  channels: SeedChannel[]
  timeZone?: string
  confidential?: boolean
  anonymous?: boolean
  sources: { url: string; date?: string; showed?: string }[]
  note?: string
  hold?: boolean
}
type SeedEmergency = Partial<Record<'general' | 'police' | 'ambulance' | 'fire', string[]>> & {
  country: string
  note?: string
  sources: { url: string }[]
}
type SeedText = { title: string; body: string; steps: string[] }
type SeedTexts = {
  locale: string
  origin: string
  reviewed: boolean
  labels: Words
  guidance: Record<string, { plain?: SeedText; standard: SeedText }>
}

const lines = <T>(file: string): T[] =>
  readFileSync(`seed/${file}`, 'utf8')
    .trim()
    .split('\n')
    .map((line): T => JSON.parse(line))

let clone: TestDatabase
let database: Database
let report: ImportReport
let published: PublishedDirectory
const seedListings = lines<SeedListing>('listings.jsonl')
const seedEmergency = lines<SeedEmergency>('emergency-numbers.jsonl')
const seedGuidance = lines<{ slug: string }>('guidance.jsonl')
const seedLocales = readdirSync('seed/texts').map((name) => name.replace('.json', ''))
const held = seedListings.filter((row) => row.hold === true).map((row) => row.slug)

/** Lines of which nothing was taken, such as `listings.jsonl:238`. */
const refused = () =>
  new Set(report.faults.filter((fault) => fault.effect === 'row_refused').map((fault) => `${fault.file}:${fault.line}`))
/** The rows of a file that were not refused, with their lines. */
const taken = <T>(file: string, rows: readonly T[]) =>
  rows.map((row, index) => ({ row, line: index + 1 })).filter(({ line }) => !refused().has(`${file}:${line}`))

async function readPublished(): Promise<PublishedDirectory> {
  const reader = openPublished(clone.url)
  try {
    return await reader.readDirectory()
  } finally {
    await reader.close()
  }
}

const tables = [
  'organisation',
  'listing',
  'listing_revision',
  'guidance',
  'guidance_revision',
  'label_set',
  'directory_change',
  'audit_event',
  'verification',
]

/** Rows in each table, and the directory version. */
async function counts(): Promise<Record<string, number>> {
  const columns = tables.map((table) => `(SELECT count(*)::int FROM "${table}") AS "${table}"`)
  const [row] = await database.prisma.$queryRawUnsafe<Record<string, number>[]>(
    `SELECT ${columns.join(', ')}, (SELECT "version"::int FROM "directory_head") AS "version"`,
  )
  return row ?? {}
}

beforeAll(async () => {
  clone = await cloneDatabase()
  database = openDatabase(clone.url)
  report = await runImport({ database, folder: 'seed', now, source: 'seed' })
  published = await readPublished()
})

afterAll(async () => {
  await database.close()
  await clone.drop()
})

describe('the numbers', () => {
  test('of every file are read, taken and refused', () => {
    expect(report.skipped).toBe(false)
    expect(report.directoryVersion).toBe(1)
    expect(report.drafts).toBe(held.length)
    const numbersOf = (file: string, rows: readonly unknown[]) => {
      const fit = taken(file, rows).length
      return { file, read: rows.length, taken: fit, unchanged: 0, conflicts: 0, refused: rows.length - fit }
    }
    expect(report.files).toEqual([
      numbersOf('listings.jsonl', seedListings),
      numbersOf('emergency-numbers.jsonl', seedEmergency),
      numbersOf('guidance.jsonl', seedGuidance),
      numbersOf('texts/*.json', seedLocales),
    ])
  })

  test('of rows in the database agree', async () => {
    const [listings, emergency, guidance, texts] = report.files.map((file) => file.taken)
    const [all, others] = [(listings ?? 0) + (emergency ?? 0), (guidance ?? 0) + (texts ?? 0)]
    const organisations = taken('listings.jsonl', seedListings).flatMap(({ row }) =>
      row.organisation === null ? [] : [JSON.stringify([row.organisation.name, row.countries[0]])],
    )
    expect(await counts()).toEqual({
      version: 1,
      organisation: new Set(organisations).size,
      listing: all,
      listing_revision: all,
      guidance,
      guidance_revision: guidance,
      label_set: texts,
      directory_change: all - held.length + others,
      audit_event: 1,
      verification: 0,
    })
  })

  test('and what does not fit are as in seed-report.txt; after a change of the seed: npm run -s accept-seed', async () => {
    await expect(printReport(report)).toMatchFileSnapshot('seed-report.txt')
  })
})

describe('every fact of the seed is published as it stands there', () => {
  const leftOut = (file: string, line: number, field: string) =>
    report.faults.some(
      (fault) => fault.effect === 'part_left_out' && fault.file === file && fault.line === line && fault.field.startsWith(field),
    )

  /** The address in the row or, where that one was left out or is missing, the first in any row of the organisation. */
  function addressOf({ organisation, countries }: SeedListing, line: number): string | null {
    if (organisation?.url !== undefined && !leftOut('listings.jsonl', line, '/organisation/url')) return organisation.url
    const same = seedListings
      .map((row, index) => ({ row, line: index + 1 }))
      .filter(({ row }) => row.organisation?.name === organisation?.name && row.countries[0] === countries[0])
    const first = same.find(
      (other) => other.row.organisation?.url !== undefined && !leftOut('listings.jsonl', other.line, '/organisation/url'),
    )
    return first?.row.organisation?.url ?? null
  }

  test('listings', () => {
    const bySlug = new Map(published.listings.map((listing) => [listing.slug, listing]))
    const rows = taken('listings.jsonl', seedListings).filter(({ row }) => row.hold !== true)
    expect(published.listings.filter(({ content }) => content.kind !== 'emergency_service')).toHaveLength(rows.length)
    for (const { row, line } of rows) {
      const listing = bySlug.get(row.slug)
      if (listing === undefined) throw new Error(`${row.slug} is not published`)
      const { content } = listing
      const originOf = (part: 'names' | 'summaries', locale: string) =>
        (['machine', 'human'] as const).find((origin) => row[origin]?.[part]?.includes(locale)) ?? 'original'
      const channels = row.channels
        .map((channel, index) => ({ ...channel, place: `/channels/${index}` }))
        .filter(({ place }) => !leftOut('listings.jsonl', line, `${place}/value`))
      expect({
        kind: content.kind,
        countries: content.countries,
        worldwide: content.worldwide,
        subdivisions: content.subdivisions,
        officialName: content.officialName,
        names: content.names,
        texts: content.texts.map(({ locale, summary, origin, reviewed }) => ({ locale, summary, origin, reviewed })),
        languages: content.languages,
        audiences: content.audiences,
        ages: [content.minAge, content.maxAge],
        youthPrevention: content.youthPrevention,
        imagesOf: content.imagesOf,
        topics: content.topics,
        channels: content.channels.map(({ type, value, display, smsKeyword, hint, cost }) => ({
          type,
          value,
          display,
          smsKeyword,
          hint,
          cost,
        })),
        hours: content.channels.map(({ hours }) => (hours.mode === 'unknown' || hours.mode === 'always' ? hours.mode : 'said')),
        timeZone: content.timeZone,
        confidential: content.confidential,
        anonymous: content.anonymous,
        organisation: listing.organisation?.name ?? null,
        address: listing.organisation?.url ?? null,
        importedAt: listing.importedAt,
        verifiedAt: listing.verifiedAt,
        revision: listing.revision,
      }).toEqual({
        kind: row.kind,
        countries: row.countries,
        worldwide: row.worldwide ?? false,
        subdivisions: row.subdivisions ?? [],
        officialName: { locale: row.officialName, text: row.names[row.officialName] },
        names: Object.entries(row.names).map(([locale, text]) => ({
          locale,
          text,
          origin: originOf('names', locale),
          reviewed: false,
        })),
        texts: Object.entries(row.summaries).map(([locale, summary]) => ({
          locale,
          summary,
          origin: originOf('summaries', locale),
          reviewed: false,
        })),
        languages: row.languages,
        audiences: row.audiences,
        ages: [row.minAge ?? null, row.maxAge ?? null],
        youthPrevention: row.youthPrevention ?? false,
        imagesOf: row.imagesOf ?? null,
        topics: row.topics,
        channels: channels.map(({ type, value, display = null, smsKeyword = null, hint = null, cost = 'unknown' }) => ({
          type,
          value,
          display,
          smsKeyword,
          hint,
          cost,
        })),
        hours: channels.map(({ hours, place }) => {
          if (hours === undefined || leftOut('listings.jsonl', line, `${place}/hours`)) return 'unknown'
          return hours === '24/7' ? 'always' : 'said'
        }),
        timeZone: row.timeZone ?? null,
        confidential: row.confidential ?? null,
        anonymous: row.anonymous ?? null,
        organisation: row.organisation?.name ?? null,
        address: addressOf(row, line),
        importedAt: now,
        verifiedAt: null,
        revision: 1,
      })
    }
  })

  test('sources and notes, for editors only', async () => {
    const stored = await database.prisma.listing.findMany({ include: { revisions: true } })
    const bySlug = new Map(stored.map((listing) => [listing.slug, listing.revisions]))
    const rows = [...seedListings, ...seedEmergency.map((row) => ({ ...row, slug: `${row.country.toLowerCase()}-emergency` }))]
    let compared = 0
    for (const row of rows) {
      const revisions = bySlug.get(row.slug)
      if (revisions === undefined) continue
      const content = listingContent.parse(revisions[0]?.content)
      expect(revisions[0]?.author).toBe(actor)
      expect(content.editorsNote).toBe(row.note ?? null)
      expect(content.sources).toEqual(row.sources.map((source) => ({ date: null, showed: null, ...source })))
      compared++
    }
    expect(compared).toBe(stored.length)
  })

  test('emergency numbers', () => {
    const bySlug = new Map(published.listings.map((listing) => [listing.slug, listing.content]))
    const rows = taken('emergency-numbers.jsonl', seedEmergency)
    expect(published.listings.filter(({ content }) => content.kind === 'emergency_service')).toHaveLength(rows.length)
    for (const { row } of rows) {
      const content = bySlug.get(`${row.country.toLowerCase()}-emergency`)
      expect(content?.kind).toBe('emergency_service')
      expect(content?.countries).toEqual([row.country])
      expect(content?.texts).toHaveLength(seedLocales.length)
      for (const service of ['police', 'ambulance', 'fire'] as const) {
        const numbers = content?.channels
          .filter((channel) => channel.emergencyServices.includes(service))
          .map((channel) => channel.value)
        expect(new Set(numbers)).toEqual(new Set(row[service]))
      }
      expect(new Set(content?.channels.filter((channel) => channel.generalEmergency).map((channel) => channel.value))).toEqual(
        new Set(row.general),
      )
      expect(content?.channels.every((channel) => channel.hours.mode === 'unknown' && channel.type === 'phone')).toBe(true)
    }
  })

  test('guidance and labels in every language', () => {
    expect(published.labelSets.map(({ locale }) => locale).sort()).toEqual(seedLocales.toSorted())
    const bySlug = new Map(published.guidance.map((guidance) => [guidance.slug, guidance.content]))
    expect([...bySlug.keys()].sort()).toEqual(seedGuidance.map(({ slug }) => slug).sort())
    for (const { locale } of published.labelSets) {
      const texts: SeedTexts = JSON.parse(readFileSync(`seed/texts/${locale}.json`, 'utf8'))
      const { origin, reviewed, labels } = texts
      expect(published.labelSets.find((labelSet) => labelSet.locale === locale)).toEqual({ locale, origin, reviewed, labels })
      for (const [slug, { plain = null, standard }] of Object.entries(texts.guidance)) {
        expect(bySlug.get(slug)?.texts.find((text) => text.locale === locale)).toEqual({
          locale,
          origin,
          reviewed,
          plain,
          standard,
        })
      }
    }
  })
})

describe('what must not be seen', () => {
  test('no listing that is held back is published', async () => {
    expect(held).not.toEqual([])
    expect(published.listings.filter((listing) => held.includes(listing.slug))).toEqual([])
    const drafts = await database.prisma.listing.findMany({ where: { state: 'draft' }, include: { revisions: true } })
    expect(drafts.map((draft) => draft.slug).sort()).toEqual(held.toSorted())
    expect(drafts.every((draft) => draft.publishedRevisionId === null && draft.revisions.length === 1)).toBe(true)
  })

  test('no note and no source is in what the public reads', () => {
    const everything = JSON.stringify(published)
    expect(everything).not.toContain('editorsNote')
    expect(everything).not.toContain('"sources"')
    const notes = [...seedListings, ...seedEmergency].flatMap((row) => row.note ?? []).filter((note) => note.length > 25)
    expect(notes.length).toBeGreaterThan(300)
    expect(notes.filter((note) => everything.includes(JSON.stringify(note).slice(1, -1)))).toEqual([])
  })
})

describe('importing again', () => {
  test('changes nothing, not even the audit', async () => {
    const before = await counts()
    const again = await runImport({ database, folder: 'seed', now: new Date('2027-02-01T00:00:00Z'), source: 'seed' })
    expect(again).toEqual({ folder: 'seed', skipped: true, superseded: false, files: [], drafts: 0, faults: [], directoryVersion: null })
    expect(await counts()).toEqual(before)
  })
})
