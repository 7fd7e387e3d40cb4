/** A process that writes one directory version after the other to a snapshot file, for tests that kill it or take its disk. */
import { openSnapshotFile } from '../../src/lookup/snapshot/snapshot-file.ts'
import { writeSnapshotFile } from '../../src/lookup/snapshot/write-snapshot-file.ts'
import { publishedDirectory } from './published-directory.ts'

const [what, folder = '', listings = '0'] = process.argv.slice(2)

async function forEver(): Promise<void> {
  const never = new AbortController().signal
  for (let version = 1; ; version += 1) {
    await writeSnapshotFile(folder, publishedDirectory(Number(listings), version), new Date(), never)
    process.stdout.write(`${version}\n`)
  }
}

/** Two attempts: the one that `keep` begins, and the one that `close` makes of what is still to be written. */
async function twice(): Promise<void> {
  const lines: string[] = []
  const log = { info: () => undefined, warn: (_facts: object, message: string) => void lines.push(message) }
  const file = openSnapshotFile({ folder, log })
  file.keep(publishedDirectory(Number(listings), 2))
  while (file.state().lastFault === null) await new Promise((resolve) => setImmediate(resolve))
  await file.close()
  process.stdout.write(JSON.stringify({ lines, ...file.state() }))
}

await (what === 'for-ever' ? forEver() : twice())
