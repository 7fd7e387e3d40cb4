import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { SnapshotRefused } from './snapshot-refused.ts'

/** No snapshot is larger, in bytes: that of 100,000 listings in five languages has a fiftieth of it. */
const mostBytes = 1024 ** 3

/**
 * Reads a snapshot file as it is at one instant, whatever is renamed to its place meanwhile; null when there is none.
 *
 * @param most reads no more than so many bytes
 * @throws SnapshotRefused when something else stands in its place; what the system says when it cannot be read.
 */
export async function readSnapshotBytes(file: string, most?: number): Promise<Buffer | null> {
  let handle
  try {
    // Opening a pipe would wait for ever for somebody who writes to it.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    // A socket.
    if (code === 'ENXIO') throw notAFile(file)
    throw error
  }
  try {
    const found = await handle.stat()
    if (!found.isFile()) throw notAFile(file)
    if (found.size > mostBytes) throw new SnapshotRefused(file, `it has ${found.size} bytes, more than any directory`)
    if (most === undefined) return await handle.readFile()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function notAFile(file: string): SnapshotRefused {
  return new SnapshotRefused(file, 'it is not a file', `Move it away with "mv '${file}' '${file}.old'": a node with a database writes a new one.`)
}
