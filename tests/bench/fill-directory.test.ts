import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPublished } from '../../src/db/published.ts'
import type { PublishedDirectory } from '../../src/help/directory.ts'
import { listingContent } from '../../src/help/listing-content.ts'
import { cloneSeededDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { fillDirectory } from './fill/fill-directory.ts'

let database: TestDatabase
let before: PublishedDirectory
let after: PublishedDirectory
let version: number

beforeAll(async () => {
  database = await cloneSeededDatabase()
  const published = openPublished(database.url)
  before = await published.readDirectory()
  version = await fillDirectory(database.url, { listings: 2500, locales: 5 })
  after = await published.readDirectory()
  await published.close()
})
afterAll(() => database.drop())

const made = () => after.listings.filter(({ revision, slug }) => revision === 1 && !before.listings.some((listing) => listing.slug === slug))

describe('a directory filled for measuring', () => {
  test('has as many published listings as asked for, and all of the seed', () => {
    expect(after.listings).toHaveLength(2500)
    expect(made()).toHaveLength(2500 - before.listings.length)
  })

  test('has grown by one directory version', () => {
    expect(version).toBe(before.version + 1)
    expect(after.version).toBe(version)
  })

  test('stays as it is when it is large enough', async () => {
    expect(await fillDirectory(database.url, { listings: 2500, locales: 5 })).toBe(version)
  })

  test('has contents as an import would write them', () => {
    const sources = [{ url: 'https://source.example.org/' }]
    for (const { content } of made()) expect(listingContent.safeParse({ ...content, sources }).error).toBeUndefined()
  })

  test('has texts in five languages, no two alike', () => {
    for (const { content } of made()) expect(new Set(content.texts.map(({ locale }) => locale)).size).toBe(5)
    const summaries = made().flatMap(({ content }) => content.texts.map(({ summary }) => summary))
    expect(new Set(summaries).size).toBeGreaterThan(summaries.length * 0.99)
  })

  test('lies in nearly all territories, most of it where the seed has most', () => {
    const counts = Map.groupBy(made().flatMap(({ content }) => content.countries), (country) => country)
    expect(counts.size).toBeGreaterThan(230)
    expect(counts.get('US')?.length).toBeGreaterThan(20)
  })

  test('has no second emergency number and no other worldwide service', () => {
    expect(made().filter(({ content }) => content.worldwide || content.kind === 'emergency_service')).toEqual([])
  })
})
