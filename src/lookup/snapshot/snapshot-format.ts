/**
 * How the published directory lies on disk. The file is, byte after byte:
 *
 * 1. a head: one line of JSON (`SnapshotHead`), so that `head -n 1` tells an operator what the file holds;
 * 2. the body, compressed by gzip: one line of JSON for each set of labels, then for each guidance, then for each listing, as many
 *    as the head says;
 * 3. the seal: a line with the SHA-256 of everything before it.
 *
 * The seal is against accidents: a disk that lies, a copy that broke off. That the content is understood is another question, which
 * the schemas of the content answer (published-lines.ts).
 */
import { z } from 'zod'

/** Raised when a release before this one would read the file wrongly. A node refuses any other number than its own. */
export const snapshotFormat = 1

/** Name of the file in its folder. */
export const snapshotName = 'directory.snapshot'

const count = z.int().min(0)

export const snapshotHead = z.object({
  format: z.literal(snapshotFormat),
  /** The release that wrote it: for people, nothing depends on it. */
  release: z.string(),
  /** The clock of the node that wrote it. */
  writtenAt: z.iso.datetime(),
  version: z.int().min(0),
  changedAt: z.iso.datetime(),
  labelSets: count,
  guidance: count,
  listings: count,
})
export type SnapshotHead = z.infer<typeof snapshotHead>

/** No head is longer, in bytes. */
export const longestHead = 4096

/** The last line of a file whose bytes before it have this digest (SHA-256, hexadecimal). */
export function sealOf(digest: string): string {
  return `sha256:${digest}\n`
}

/** Length of every seal, in bytes. */
export const sealLength = sealOf('0'.repeat(64)).length
