import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PublishedDirectory, PublishedGuidance, PublishedListing } from '../../help/directory.ts'
import type { LabelSetContent } from '../../help/label-set.ts'

/** Bytes of JSON that are made at a time: a millisecond or two of work, whatever the size of the directory. */
const chunkSize = 256 * 1024

/** The body of a snapshot file, before it is compressed: in pieces, between which others get their turn. */
export async function* encodeDirectory(directory: PublishedDirectory): AsyncGenerator<Buffer> {
  let lines = ''
  for (const entry of entriesOf(directory)) {
    lines += `${JSON.stringify(entry)}\n`
    if (lines.length < chunkSize) continue
    yield Buffer.from(lines)
    lines = ''
    await nextTurn()
  }
  if (lines !== '') yield Buffer.from(lines)
}

function* entriesOf({ labelSets, guidance, listings }: PublishedDirectory): Generator<object> {
  for (const labelSet of labelSets) yield labelSetEntry(labelSet)
  for (const entry of guidance) yield guidanceEntry(entry)
  for (const listing of listings) yield listingEntry(listing)
}

// Field by field: what the memory holds beside them has no place on disk, and the reader would refuse it.

function labelSetEntry({ locale, origin, reviewed, labels }: LabelSetContent): LabelSetContent {
  return { locale, origin, reviewed, labels }
}

function guidanceEntry({ id, slug, revision, content, publishedAt }: PublishedGuidance): PublishedGuidance {
  return { id, slug, revision, content, publishedAt }
}

function listingEntry(listing: PublishedListing): PublishedListing {
  const { id, slug, revision, content, organisation, publishedAt, importedAt, verifiedAt } = listing
  return { id, slug, revision, content, organisation, publishedAt, importedAt, verifiedAt }
}
