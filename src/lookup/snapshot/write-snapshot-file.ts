import { createHash, randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import packageFile from '../../../package.json' with { type: 'json' }
import type { PublishedDirectory } from '../../help/directory.ts'
import { makeFolder } from '../../lib/make-folder.ts'
import { encodeDirectory } from './encode-directory.ts'
import { parseSnapshotHead } from './parse-snapshot-head.ts'
import { readSnapshotBytes } from './read-snapshot-bytes.ts'
import { longestHead, sealOf, snapshotFormat, snapshotName, type SnapshotHead } from './snapshot-format.ts'

/** Level 1 takes a third of the time of the usual one, and the file is a third larger: a twentieth of the JSON instead of a twenty-eighth. */
const compressionLevel = 1

/**
 * Writes a directory to the snapshot file of a folder: under another name first, forced to disk, then renamed. So at every moment,
 * also when the machine loses power, the file is the one before or the new one.
 *
 * @param signal gives up what is not finished.
 * @returns false when another process has put a later version of the same directory in its place meanwhile, which then stays.
 * @throws what the system says when it cannot be written; the file is the one before.
 */
export async function writeSnapshotFile(folder: string, directory: PublishedDirectory, writtenAt: Date, signal: AbortSignal): Promise<boolean> {
  const head: SnapshotHead = {
    format: snapshotFormat,
    release: packageFile.version,
    writtenAt: writtenAt.toISOString(),
    version: directory.version,
    changedAt: directory.changedAt.toISOString(),
    labelSets: directory.labelSets.length,
    guidance: directory.guidance.length,
    listings: directory.listings.length,
  }
  await makeFolder(folder)
  const file = path.join(folder, snapshotName)
  // Who wrote it stands in its name, for remove-leftovers.ts.
  const unfinished = `${file}.${hostname()}.${process.pid}.${randomUUID()}.tmp`
  try {
    await write(unfinished, head, directory, signal)
    if (await isOlder(head, file)) {
      await rm(unfinished)
      return false
    }
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await forceToDisk(folder)
  return true
}

async function write(file: string, head: SnapshotHead, directory: PublishedDirectory, signal: AbortSignal): Promise<void> {
  const hash = createHash('sha256')
  const handle = await open(file, 'wx', 0o600)
  try {
    const append = async (bytes: Buffer) => {
      hash.update(bytes)
      // Not `write`, which may take a part of the bytes only.
      await handle.writeFile(bytes)
    }
    await append(Buffer.from(`${JSON.stringify(head)}\n`))
    const gzip = createGzip({ level: compressionLevel, chunkSize: 64 * 1024 })
    await pipeline(
      encodeDirectory(directory),
      gzip,
      async (compressed: AsyncIterable<Buffer>) => {
        for await (const bytes of compressed) await append(bytes)
      },
      { signal },
    )
    await handle.writeFile(sealOf(hash.digest('hex')))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Nodes that share a folder see a publication at different moments: the one that is late must not undo what the other wrote. */
async function isOlder(ours: SnapshotHead, file: string): Promise<boolean> {
  const theirs = await readHead(file)
  if (theirs === null) return false
  // What was there before we began may be of another database, or of this one before a backup of it was restored.
  return theirs.writtenAt > ours.writtenAt && theirs.version > ours.version && theirs.changedAt > ours.changedAt
}

async function readHead(file: string): Promise<SnapshotHead | null> {
  try {
    const parsed = parseSnapshotHead((await readSnapshotBytes(file, longestHead)) ?? Buffer.alloc(0))
    return parsed.kind === 'head' ? parsed.head : null
  } catch {
    // Whatever it is, it is no later version of ours; where it cannot be replaced, the renaming says why.
    return null
  }
}

/** A renaming is on disk only when the folder is. */
async function forceToDisk(folder: string): Promise<void> {
  // Windows opens no folders, and needs no such thing.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
