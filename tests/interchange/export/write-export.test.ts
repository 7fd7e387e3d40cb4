import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeExport } from '../../../src/interchange/export/write-export.ts'
import type { ExportParts } from '../../../src/interchange/export/write-export.ts'
import type { ManifestFile, ManifestHead } from '../../../src/interchange/export/manifest.ts'
import { aDirectory, aListing, now, settings } from '../../support/directory.ts'

let folder: string
let out: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'export-'))
  out = path.join(folder, 'site')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const nextChange = '2026-03-10T15:00:00.000Z'
/** Stands for the public routes here: what they answer is compared in export-command.test.ts. */
const answer = (url: string) =>
  Promise.resolve(Buffer.from(JSON.stringify(url.includes('/bundles/') ? { url, validUntil: '2026-03-12T00:00:00.000Z' } : { url, nextChange })))

const write = (parts: Partial<ExportParts> = {}) =>
  writeExport({
    directory: aDirectory([aListing()]),
    settings,
    now,
    out,
    base: '',
    countries: ['FI'],
    locales: ['en'],
    headers: { 'content-type': 'application/json' },
    answer,
    ...parts,
  })

async function readManifest(): Promise<Omit<ManifestHead, 'files'> & { files: ManifestFile[] }> {
  return JSON.parse(await readFile(path.join(out, 'latest/manifest.json'), 'utf8')) as ManifestHead & { files: ManifestFile[] }
}

/** All files of the newest export, with their bytes. */
async function readAll(): Promise<Map<string, string>> {
  const entries = await readdir(path.join(out, 'latest/'), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  return new Map(await Promise.all(files.sort().map(async (file) => [path.relative(out, file), await readFile(file, 'utf8')] as const)))
}

describe('an export', () => {
  it('has the bytes of every answer, and a manifest that says what they are', async () => {
    await write({ base: 'https://help.example.org' })
    const manifest = await readManifest()
    expect(manifest).toMatchObject({ format: 1, directoryVersion: 1, exportedAt: now.toISOString(), countries: ['FI'], locales: ['en'] })
    expect(manifest.fileCount).toBe(manifest.files.length)
    for (const { path: name, url, sha256, bytes } of manifest.files) {
      const content = await readFile(path.join(out, 'latest', name))
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
      expect(content.length).toBe(bytes)
      expect(content).toEqual(await answer(url.replace('https://help.example.org', '')))
    }
    expect(manifest.bytes).toBe(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0))
  })

  it('has no file that the manifest does not name, but itself and the headers', async () => {
    await write()
    const named = (await readManifest()).files.map((file) => `latest/${file.path}`)
    expect([...(await readAll()).keys()].sort()).toEqual([...named, 'latest/_headers', 'latest/manifest.json'].sort())
    expect(await readFile(path.join(out, 'latest/_headers'), 'utf8')).toBe(
      '/v1/*\n  content-type: application/json\n\n/manifest.json\n  content-type: application/json\n',
    )
  })

  it('is the same bytes of the same version and instant, and then nothing is replaced', async () => {
    const first = await write()
    const before = await readAll()
    const second = await write()
    expect(second).toEqual(first)
    expect(await readAll()).toEqual(before)
    out = path.join(folder, 'other')
    await write()
    expect(await readAll()).toEqual(before)
  })

  it('says by when the next is needed: a bundle ends, or a listing does', async () => {
    await write()
    expect(await readManifest()).toMatchObject({ validUntil: '2026-03-12T00:00:00.000Z', nextChange })
    const ending = aListing({ verifiedAt: new Date(now.getTime() - 180 * 24 * 3_600_000 + 3_600_000) })
    await write({ directory: aDirectory([ending]) })
    expect(await readManifest()).toMatchObject({ validUntil: '2026-03-10T13:00:00.000Z' })
    const gone = aListing({ verifiedAt: new Date(now.getTime() - 400 * 24 * 3_600_000) })
    await write({ directory: aDirectory([gone]) })
    expect(await readManifest()).toMatchObject({ validUntil: '2026-03-12T00:00:00.000Z' })
  })
})

describe('the folder of exports', () => {
  it('keeps the newest and the one before, and removes older ones', async () => {
    const names: string[] = []
    for (const minutes of [0, 1, 2]) names.push(path.basename((await write({ now: new Date(now.getTime() + minutes * 60_000) })).folder))
    expect(await readlink(path.join(out, 'latest'))).toBe(names[2])
    expect((await readdir(out)).sort()).toEqual(['export-folder.txt', 'latest', ...names.slice(1)].sort())
  })

  it('stays as it was when an answer fails, and nothing is left behind', async () => {
    await write()
    const before = await readAll()
    const failing = (url: string) => (url.includes('sextortion') ? Promise.reject(new Error('no answer')) : answer(url))
    await expect(write({ answer: failing, now: new Date(now.getTime() + 60_000) })).rejects.toThrow('no answer')
    expect(await readAll()).toEqual(before)
    expect((await readdir(out)).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('what a killed export has left is removed by the next one, and a living one is left alone', async () => {
    await write()
    // No process has so high a number; that of our parent lives.
    const left = path.join(out, '.unfinished-999999999-00000000')
    const living = path.join(out, `.unfinished-${process.ppid}-00000000`)
    for (const name of [left, living]) await mkdir(path.join(name, 'v1'), { recursive: true })
    await write({ now: new Date(now.getTime() + 60_000) })
    expect((await readdir(out)).filter((name) => name.startsWith('.'))).toEqual([path.basename(living)])
  })

  it('is not used when it holds something else', async () => {
    await mkdir(out)
    await writeFile(path.join(out, 'holiday.jpg'), 'a picture')
    await expect(write()).rejects.toThrow(/is not empty, and not a folder of exports\. Name another folder with --out/)
    expect(await readdir(out)).toEqual(['holiday.jpg'])
  })

  it('says what to do when it cannot be a folder, or when "latest" is no link', async () => {
    await writeFile(path.join(folder, 'file'), '')
    await expect(write({ out: path.join(folder, 'file') })).rejects.toThrow(/Nothing can be exported to .*Name a folder that can be written/)
    await write()
    await rm(path.join(out, 'latest'))
    await mkdir(path.join(out, 'latest'))
    await expect(write()).rejects.toThrow(/latest is not a link any more\. Remove it/)
  })

  it('may be reached by a link', async () => {
    await mkdir(path.join(folder, 'disk'))
    await symlink('disk', out)
    await write()
    expect((await readManifest()).directoryVersion).toBe(1)
  })

  it('a full disk is said in a sentence', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    await expect(write({ answer: () => Promise.reject(full) })).rejects.toThrow(/could not be written: ENOSPC.*Make room there/)
  })
})
