import { setImmediate as nextTurn } from 'node:timers/promises'
import type { z } from 'zod'
import type { PublishedDirectory } from '../../help/directory.ts'
import { findUnknownField } from './find-unknown-field.ts'
import { guidanceLine, labelSetLine, listingLine } from './published-lines.ts'
import { splitLines } from './split-lines.ts'
import type { SnapshotHead } from './snapshot-format.ts'

/**
 * Reads the body of a snapshot file, after it was decompressed.
 *
 * @throws Error saying what is not as the head promises, or not as the schemas of the content want it.
 */
export async function decodeDirectory(body: AsyncIterable<Buffer>, head: SnapshotHead): Promise<PublishedDirectory> {
  const labelSets: z.output<typeof labelSetLine>[] = []
  const guidance: z.output<typeof guidanceLine>[] = []
  const listings: z.output<typeof listingLine>[] = []
  const promised = head.labelSets + head.guidance + head.listings
  let lines = 0
  for await (const piece of splitLines(body)) {
    for (const line of piece) {
      lines += 1
      if (lines <= head.labelSets) labelSets.push(understand(labelSetLine, line, `labels ${lines}`))
      else if (lines <= head.labelSets + head.guidance) guidance.push(understand(guidanceLine, line, `guidance ${lines - head.labelSets}`))
      else if (lines <= promised) listings.push(understand(listingLine, line, `listing ${lines - head.labelSets - head.guidance}`))
      else throw new Error(`it holds more than the ${promised} entries that it promises`)
    }
    await nextTurn()
  }
  if (lines < promised) throw new Error(`it holds ${lines} of the ${promised} entries that it promises`)
  return { version: head.version, changedAt: new Date(head.changedAt), listings, guidance, labelSets }
}

/** @param place where the line stands, for whoever looks for it. */
function understand<Schema extends z.ZodType>(schema: Schema, line: string, place: string): z.output<Schema> {
  const given: unknown = JSON.parse(line)
  const result = schema.safeParse(given)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new Error(`${place} /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'is wrong'}`)
  }
  const unknown = findUnknownField(given, result.data)
  if (unknown !== null) throw new Error(`${place} ${unknown}: is not known`)
  return result.data
}
