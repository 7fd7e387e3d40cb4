import { z } from 'zod'
import { longestHead, snapshotFormat, snapshotHead, type SnapshotHead } from './snapshot-format.ts'

const newLine = 0x0a

/** Of a head in any format: this much stays. */
const anyHead = z.object({ format: z.int().min(0), release: z.string().max(100).catch('unknown') })

type ParsedHead =
  | { kind: 'head'; head: SnapshotHead; length: number }
  /** Of another release, whose files this one does not read. */
  | { kind: 'other_format'; format: number; release: string }
  | { kind: 'no_head' }

/** Reads the first line of a snapshot file. Its `length` in bytes includes the end of the line. */
export function parseSnapshotHead(bytes: Buffer): ParsedHead {
  const end = bytes.subarray(0, longestHead).indexOf(newLine)
  const line = end === -1 ? null : parseJson(bytes.toString('utf8', 0, end))
  const any = anyHead.safeParse(line)
  if (!any.success) return { kind: 'no_head' }
  if (any.data.format !== snapshotFormat) return { kind: 'other_format', ...any.data }
  const { success, data } = snapshotHead.safeParse(line)
  return success ? { kind: 'head', head: data, length: end + 1 } : { kind: 'no_head' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
