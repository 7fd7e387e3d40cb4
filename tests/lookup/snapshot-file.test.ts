import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PublishedDirectory } from '../../src/help/directory.ts'
import { publicListingContent } from '../../src/help/listing-content.ts'
import { openSnapshotFile } from '../../src/lookup/snapshot/snapshot-file.ts'
import { writeSnapshotFile } from '../../src/lookup/snapshot/write-snapshot-file.ts'
import { hostileDirectory } from '../support/arbitrary-directory.ts'
import { publishedDirectory } from '../support/published-directory.ts'
import { readSeedDirectory } from '../support/seed-directory.ts'
import { startProcess } from '../support/start-process.ts'
import { waitUntil } from '../support/wait-until.ts'

const root = path.resolve(import.meta.dirname, '../..')
const writer = path.join(root, 'tests/support/keep-snapshots.ts')
const isRoot = process.getuid?.() === 0
const never = new AbortController().signal

let folder: string
let file: string
let log: string[]
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'snapshot-file-'))
  file = path.join(folder, 'directory.snapshot')
  log = []
})
afterEach(() => rm(folder, { recursive: true }))

const openIn = (where = folder) =>
  openSnapshotFile({
    folder: where,
    log: { info: (_facts, message) => void log.push(message), warn: (_facts, message) => void log.push(message) },
  })
const write = (directory: PublishedDirectory, writtenAt = new Date()) => writeSnapshotFile(folder, directory, writtenAt, never)
const read = () => openIn().read()
const withoutIndexes = ({ version, changedAt, listings, guidance, labelSets }: PublishedDirectory): PublishedDirectory => ({
  version,
  changedAt,
  listings,
  guidance,
  labelSets,
})
const fits = ({ content }: PublishedDirectory['listings'][number]) => publicListingContent.safeParse(content).success

/** A file as the format describes it, made without the code under test. */
async function writeByHand(head: object, lines: readonly unknown[]): Promise<void> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  const sealed = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), gzipSync(text)])
  await writeFile(file, Buffer.concat([sealed, Buffer.from(`sha256:${createHash('sha256').update(sealed).digest('hex')}\n`)]))
}
const headOf = (facts: object = {}) => ({
  format: 1,
  release: '9.9.9',
  writtenAt: '2026-03-10T12:00:00.000Z',
  version: 7,
  changedAt: '2026-03-01T00:00:00.000Z',
  labelSets: 1,
  guidance: 0,
  listings: 2,
  ...facts,
})
const { labelSets, listings } = publishedDirectory(2, 7)
const expectRefusal = async (...words: string[]) => {
  expect(await read()).toBeNull()
  expect(log).toHaveLength(1)
  for (const word of [file, ...words]) expect(log[0]).toContain(word)
}

describe('what was kept', () => {
  it('is read back as it was, for whatever directory fits the content schemas', async () => {
    let kept = 0
    await fc.assert(
      fc.asyncProperty(hostileDirectory, async (hostile) => {
        const directory = withoutIndexes({ ...hostile, listings: hostile.listings.filter(fits) })
        kept += directory.listings.length
        await write(directory)
        expect(await read()).toEqual(directory)
      }),
    )
    expect(kept).toBeGreaterThan(100)
  })

  it('is read back as it was, for the whole seed', async () => {
    const seed = await readSeedDirectory(new Date('2026-11-20T12:00:00Z'))
    const directory = withoutIndexes({
      ...seed,
      listings: seed.listings.map((listing) => ({ ...listing, content: withoutEditorsParts(listing.content) })),
      guidance: seed.guidance.map((guidance) => ({ ...guidance, content: withoutEditorsParts(guidance.content) })),
    })
    await write(directory)
    expect(await read()).toEqual(directory)
    expect(log).toEqual([])
  })

  it('is what its first line says, and can be read by its owner only', async () => {
    const snapshot = openIn()
    snapshot.keep(publishedDirectory(3, 5))
    await snapshot.close()
    const [head = ''] = (await readFile(file, 'latin1')).split('\n')
    expect(JSON.parse(head)).toMatchObject({ format: 1, version: 5, listings: 3, guidance: 0, labelSets: 1 })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(snapshot.state()).toMatchObject({ version: 5, writtenAt: expect.any(Date), lastFault: null })
  })

  it('is the last of several directories', async () => {
    const snapshot = openIn()
    for (let version = 1; version <= 20; version += 1) snapshot.keep(publishedDirectory(2, version))
    await snapshot.close()
    expect(await read()).toEqual(publishedDirectory(2, 20))
    expect(await readdir(folder)).toEqual(['directory.snapshot'])
  })

  it('is written without being waited for, and again when it changes', async () => {
    const snapshot = openIn()
    snapshot.keep(publishedDirectory(2, 1))
    await waitUntil('the first version is written', () => Promise.resolve(snapshot.state().version === 1))
    snapshot.keep(publishedDirectory(2, 2))
    await waitUntil('the second version is written', () => Promise.resolve(snapshot.state().version === 2))
    expect(await read()).toEqual(publishedDirectory(2, 2))
    await snapshot.close()
  })

  it('stays when the database turns out to be empty, and once it is closed', async () => {
    await write(publishedDirectory(2, 7))
    const snapshot = openIn()
    snapshot.keep({ ...publishedDirectory(0, 0), labelSets: [] })
    await snapshot.close()
    snapshot.keep(publishedDirectory(2, 8))
    await snapshot.close()
    expect((await read())?.version).toBe(7)
  })
})

describe('null, without a word', () => {
  it('where no file is, nor a folder, nor anything in which one could be', async () => {
    expect(await read()).toBeNull()
    expect(await openIn(path.join(folder, 'not', 'there')).read()).toBeNull()
    await writeFile(path.join(folder, 'a-file'), '')
    expect(await openIn(path.join(folder, 'a-file', 'below')).read()).toBeNull()
    expect(log).toEqual([])
  })
})

describe('refused, with the reason and what to do', () => {
  it('is a file that was changed anywhere, by a single bit', async () => {
    await write(publishedDirectory(2, 7))
    const bytes = await readFile(file)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at)
        await writeFile(file, changed)
        expect(await read()).toBeNull()
      }),
      { examples: [[0, 0], [bytes.length - 1, 0], [bytes.length - 72, 1]] },
    )
    expect(new Set(log.map((line) => line.includes(`rm '${file}'`)))).toEqual(new Set([true]))
  })

  it('is a file that breaks off anywhere, or goes on', async () => {
    await write(publishedDirectory(2, 7))
    const bytes = await readFile(file)
    for (let length = 0; length < bytes.length; length += 1) {
      await writeFile(file, bytes.subarray(0, length))
      expect(await read()).toBeNull()
    }
    await writeFile(file, Buffer.concat([bytes, Buffer.from('\n')]))
    expect(await read()).toBeNull()
  })

  it('is a file of a later format, although nothing else of it is understood', async () => {
    await writeFile(file, `${JSON.stringify({ format: 2, release: '3.0.0', everything: 'else' })}\n whatever`)
    await expectRefusal('it is too new: release 3.0.0 wrote it in format 2', 'Start release 3.0.0 or a later one')
  })

  it('is a file of an earlier format', async () => {
    await writeByHand(headOf({ format: 0, release: '0.0.1' }), [...labelSets, ...listings])
    await expectRefusal('release 0.0.1 wrote it in format 0', `rm '${file}'`)
  })

  it.each([
    ['fewer entries than it promises', headOf({ listings: 3 }), 'it holds 3 of the 4 entries that it promises'],
    ['more entries than it promises', headOf({ listings: 1 }), 'it holds more than the 2 entries that it promises'],
    ['an entry in the place of another kind', headOf({ labelSets: 0, listings: 3 }), 'listing 1 /id'],
  ])('is a file with %s', async (_, head, reason) => {
    await writeByHand(head, [...labelSets, ...listings])
    await expectRefusal(reason, `rm '${file}'`, 'release 9.9.9 wrote it')
  })

  it.each<[string, (listing: (typeof listings)[number]) => object, string]>([
    ['a kind of help that this release does not know', (listing) => ({ ...listing, content: { ...listing.content, kind: 'horoscope' } }), 'listing 2 /content/kind'],
    ['a telephone line of a worldwide listing', (listing) => ({ ...listing, content: { ...listing.content, worldwide: true, countries: [] } }), 'a worldwide listing offers web channels only'],
    [
      'a condition that this release does not know',
      (listing) => ({ ...listing, content: { ...listing.content, channels: [{ ...listing.content.channels[0], onlyAtNight: true }] } }),
      'listing 2 /content/channels/0/onlyAtNight: is not known',
    ],
    ['what only editors may read', (listing) => ({ ...listing, content: { ...listing.content, editorsNote: 'x' } }), 'listing 2 /content/editorsNote: is not known'],
    ['no date of publication', (listing) => ({ ...listing, publishedAt: undefined }), 'listing 2 /publishedAt'],
  ])('is a file that is whole, with %s', async (_, change, reason) => {
    const [one, other] = listings
    if (one === undefined || other === undefined) throw new Error('two listings')
    await writeByHand(headOf(), [...labelSets, one, other])
    expect((await read())?.listings).toHaveLength(2)
    await writeByHand(headOf(), [...labelSets, one, change(other)])
    await expectRefusal(reason)
  })

  it('is whatever a directory holds that does not fit, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(hostileDirectory, async (directory) => {
        await write(directory)
        expect((await read()) !== null).toBe(directory.listings.every(fits))
      }),
    )
  })

  it('is a folder, a pipe or a socket in its place, which are not waited for either', async () => {
    await mkdir(file)
    await expectRefusal('it is not a file', `mv '${file}'`)
    await rm(file, { recursive: true })
    await promisify(execFile)('mkfifo', [file])
    expect(await read()).toBeNull()
    await rm(file)
    const server = createServer().listen(file)
    expect(await read()).toBeNull()
    expect(log.map((line) => line.includes('it is not a file'))).toEqual([true, true, true])
    await new Promise((resolve) => server.close(resolve))
  })

  it.runIf(!isRoot)('is a file that this user may not read', async () => {
    await write(publishedDirectory(2, 7))
    await chmod(file, 0)
    await expectRefusal('it cannot be read', `ls -l '${file}'`)
  })

  it('is said once, however often it is read, and told by the state', async () => {
    await writeFile(file, 'nonsense')
    const snapshot = openIn()
    expect(await snapshot.read()).toBeNull()
    expect(await snapshot.read()).toBeNull()
    expect(log).toHaveLength(1)
    expect(snapshot.state()).toMatchObject({ version: null, lastFault: expect.stringContaining('it is broken') })
    snapshot.keep(publishedDirectory(2, 8))
    await snapshot.close()
    expect(snapshot.state()).toMatchObject({ version: 8, lastFault: null })
    expect((await read())?.version).toBe(8)
  })
})

describe('a writer that is killed at any moment', () => {
  it('leaves the old file or the new one, and what it leaves unfinished is removed by the next', async () => {
    let unfinished = 0
    await write(publishedDirectory(800, 1))
    for (let round = 0; round < 25; round += 1) {
      const { child, waitFor, ended } = startProcess('tests/support/keep-snapshots.ts', ['for-ever', folder, '800'], {})
      await waitFor(/^1\n/)
      // Any moment: as many turns of this process as chance wants.
      for (let turns = Math.floor(Math.random() * 2000); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve))
      child.kill('SIGKILL')
      await ended
      unfinished += (await readdir(folder)).length - 1
      const found = await read()
      expect(found).toEqual(publishedDirectory(800, found?.version ?? 0))
      expect(await readdir(folder)).toEqual(['directory.snapshot'])
    }
    expect(unfinished).toBeGreaterThan(0)
    expect(log).toEqual([])
  }, 120_000)
})

describe('where nothing can be written', () => {
  const twice = async (where: string, before: string) => {
    const script = `${before}; exec "$@"`
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script, 'sh', process.execPath, writer, 'twice', where, '800'])
    return JSON.parse(stdout) as { lines: string[]; version: number | null; lastFault: string }
  }

  it('a full disk leaves the file before as it was and nothing half-written, and is logged once', async () => {
    await write(publishedDirectory(2, 1))
    // A limit on the size of files fails as a full disk does: in the middle of a writing.
    const { lines, version, lastFault } = await twice(folder, 'ulimit -f 8')
    expect(lines).toEqual([expect.stringMatching(/^The snapshot file .* cannot be written \(EFBIG: .*a start without a database finds an old directory or none$/)])
    expect({ version, lastFault }).toEqual({ version: null, lastFault: expect.stringContaining('EFBIG') })
    expect(await read()).toEqual(publishedDirectory(2, 1))
    expect(await readdir(folder)).toEqual(['directory.snapshot'])
  })

  it.runIf(process.platform === 'linux')('a folder that takes no files is logged once', async () => {
    const { lines, lastFault } = await twice('/proc/self', ':')
    expect(lines).toEqual([expect.stringContaining('The snapshot file /proc/self/directory.snapshot cannot be written')])
    expect(lastFault).toMatch(/ENOENT|EACCES/)
  })

  it('a file in the place of the folder, a folder in the place of the file, a link to nowhere: each is said, nobody is thrown at, and it goes on when it is mended', async () => {
    const place = path.join(folder, 'place')
    const snapshot = openIn(place)
    await writeFile(place, '')
    snapshot.keep(publishedDirectory(2, 1))
    await waitUntil('it failed', () => Promise.resolve(snapshot.state().lastFault?.includes('is not a folder')))
    await rm(place)
    await symlink('/nowhere/at/all', place)
    await waitUntil('it failed otherwise', () => Promise.resolve(snapshot.state().lastFault?.includes('no folder can be made')))
    await rm(place)
    await mkdir(path.join(place, 'directory.snapshot'), { recursive: true })
    await waitUntil('it failed once more', () => Promise.resolve(snapshot.state().lastFault?.includes('EISDIR')))
    await rm(place, { recursive: true })
    await waitUntil('it is written', () => Promise.resolve(snapshot.state().version === 1))
    expect(snapshot.state().lastFault).toBeNull()
    expect(log.filter((line) => line.includes('cannot be written'))).toHaveLength(3)
    expect(log.at(-1)).toBe('the snapshot file is written again')
    await snapshot.close()
  }, 60_000)
})

describe('several processes with one folder', () => {
  it('leave a whole file of one of them, and nothing else', async () => {
    const writers = Array.from({ length: 4 }, () => openIn())
    for (let version = 1; version <= 10; version += 1) for (const one of writers) one.keep(publishedDirectory(50, version))
    await Promise.all(writers.map((one) => one.close()))
    expect(await read()).toEqual(publishedDirectory(50, 10))
    expect(await readdir(folder)).toEqual(['directory.snapshot'])
    expect(log).toEqual([])
  })

  it('the one that is late does not undo what another wrote meanwhile; a database that was restored does', async () => {
    const [early, late] = [new Date('2026-03-10T12:00:00Z'), new Date('2026-03-10T12:00:05Z')]
    expect(await write(publishedDirectory(2, 6), late)).toBe(true)
    expect(await write(publishedDirectory(2, 5), early)).toBe(false)
    expect((await read())?.version).toBe(6)
    expect(await write(publishedDirectory(2, 5), new Date('2026-03-10T12:00:10Z'))).toBe(true)
    expect((await read())?.version).toBe(5)
    expect(await readdir(folder)).toEqual(['directory.snapshot'])
  })

  it('keep what a living one is writing; what is a quarter of an hour old belongs to nobody', async () => {
    const name = (host: string, pid: number) => `directory.snapshot.${host}.${pid}.00000000-0000-4000-8000-000000000000.tmp`
    const { child, ended } = startProcess('tests/support/hold-embedded-postgres.ts', ['/dev/null'], {})
    const dead = child.pid ?? 0
    child.kill('SIGKILL')
    await ended
    const ours = name(hostname(), process.pid)
    const names = [ours, name(hostname(), process.ppid), name('other.example', 1), name('other.example', 2), name(hostname(), dead)]
    for (const one of names) await writeFile(path.join(folder, one), '')
    const longAgo = new Date(Date.now() - 16 * 60_000)
    await utimes(path.join(folder, name('other.example', 2)), longAgo, longAgo)
    await openIn().read()
    expect((await readdir(folder)).sort()).toEqual(names.slice(0, 3).sort())
  })
})

function withoutEditorsParts<Content extends object>(content: Content): Content {
  return Object.fromEntries(Object.entries(content).filter(([field]) => field !== 'sources' && field !== 'editorsNote')) as Content
}
