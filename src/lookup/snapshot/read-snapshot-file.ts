import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import type { PublishedDirectory } from '../../help/directory.ts'
import { decodeDirectory } from './decode-directory.ts'
import { parseSnapshotHead } from './parse-snapshot-head.ts'
import { readSnapshotBytes } from './read-snapshot-bytes.ts'
import { sealLength, sealOf, snapshotFormat } from './snapshot-format.ts'
import { SnapshotRefused } from './snapshot-refused.ts'

/** Bytes that are worked on before others get their turn. */
const pieceSize = 1024 ** 2

/**
 * Reads a snapshot file: first its seal, and nothing else is believed before that; then the content, line by line. Gives others a turn every few
 * milliseconds.
 *
 * @returns null when there is none.
 * @throws SnapshotRefused when it is not whole, of another format, or says what this release does not understand.
 */
export async function readSnapshotFile(file: string): Promise<{ directory: PublishedDirectory; writtenAt: Date } | null> {
  const bytes = await readBytes(file)
  if (bytes === null) return null
  const parsed = parseSnapshotHead(bytes)
  if (parsed.kind === 'other_format') throw otherFormat(file, parsed.format, parsed.release)
  if (parsed.kind === 'no_head' || !(await isSealed(bytes))) {
    throw new SnapshotRefused(file, 'it is broken (what it holds is not what was written to it)')
  }
  const { head, length } = parsed
  const body = bytes.subarray(length, bytes.length - sealLength)
  try {
    const directory = await decodeDirectory(Readable.from(piecesOf(body)).pipe(createGunzip({ chunkSize: 64 * 1024 })), head)
    return { directory, writtenAt: new Date(head.writtenAt) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new SnapshotRefused(file, `this release does not understand what it holds: ${reason} (release ${head.release} wrote it)`)
  }
}

async function readBytes(file: string): Promise<Buffer | null> {
  try {
    return await readSnapshotBytes(file)
  } catch (error) {
    if (error instanceof SnapshotRefused) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new SnapshotRefused(file, `it cannot be read (${reason})`, `See who owns it with "ls -l '${file}'", and give this user the right to read it.`)
  }
}

async function isSealed(bytes: Buffer): Promise<boolean> {
  const sealed = bytes.subarray(0, Math.max(0, bytes.length - sealLength))
  const hash = createHash('sha256')
  for (const piece of piecesOf(sealed)) {
    hash.update(piece)
    await nextTurn()
  }
  return bytes.subarray(sealed.length).equals(Buffer.from(sealOf(hash.digest('hex'))))
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += pieceSize) yield bytes.subarray(start, start + pieceSize)
}

function otherFormat(file: string, format: number, release: string): SnapshotRefused {
  if (format > snapshotFormat) {
    return new SnapshotRefused(
      file,
      `it is too new: release ${release} wrote it in format ${format}, and this release reads format ${snapshotFormat}`,
      `Start release ${release} or a later one, or remove the file with "rm '${file}'".`,
    )
  }
  return new SnapshotRefused(file, `release ${release} wrote it in format ${format}, and this release reads format ${snapshotFormat}`)
}
