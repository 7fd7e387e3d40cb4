import { mkdtemp, rm } from 'node:fs/promises'
import { aChannel, aListing, anEmergencyListing } from '../support/directory.ts'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testConfig } from '../support/server.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildServer } from '../../src/app/build-server.ts'
import { latePublished } from '../../src/app/late-published.ts'
import { openSnapshotFile } from '../../src/lookup/snapshot/snapshot-file.ts'
import { writeSnapshotFile } from '../../src/lookup/snapshot/write-snapshot-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'snapshot-served-'))
})
afterEach(() => rm(folder, { recursive: true }))

const day = 24 * 60 * 60 * 1000
const verifiedAt = new Date('2026-03-01T00:00:00Z')

/** What a server without a database offers a child in Finland, so many days after the last check of its listings. */
async function offered(daysLater: number): Promise<{ status: number; slugs: string[]; source: unknown }> {
  const now = () => new Date(verifiedAt.getTime() + daysLater * day)
  const log = { info: () => undefined, warn: () => undefined }
  const app = await buildServer({
    config: { ...testConfig, logLevel: 'silent' },
    published: latePublished().published,
    snapshotFile: openSnapshotFile({ folder, log, now }),
    now,
  })
  try {
    const help = await app.inject('/v1/help?country=FI&situation=need_help&ageBand=13-15')
    const ready = await app.inject('/readyz')
    const { sections } = help.json() as { sections: { listings: { slug: string }[] }[] }
    return {
      status: help.statusCode,
      slugs: sections.flatMap(({ listings }) => listings.map(({ slug }) => slug)),
      source: (ready.json() as { source: unknown }).source,
    }
  } finally {
    await app.close()
  }
}

test('a directory from the file grows old as any other: what is overdue is not served, however long the database is away', async () => {
  const directory = {
    version: 3,
    changedAt: verifiedAt,
    listings: [
      aListing({ slug: 'fi-checked', verifiedAt, importedAt: null }),
      aListing({ slug: 'fi-imported', importedAt: verifiedAt, channels: [aChannel({ value: '0800123' })] }),
      anEmergencyListing({ slug: 'fi-emergency' }),
    ],
    guidance: [],
    labelSets: [{ locale: 'en', origin: 'original' as const, reviewed: true, labels: {} }],
  }
  await writeSnapshotFile(folder, directory, verifiedAt, new AbortController().signal)

  expect(await offered(1)).toEqual({ status: 200, slugs: ['fi-checked', 'fi-imported'], source: 'file' })
  expect((await offered(179)).slugs).toContain('fi-checked')
  expect((await offered(181)).slugs).toEqual(['fi-imported'])
  expect(await offered(366)).toEqual({ status: 200, slugs: [], source: 'file' })
})
