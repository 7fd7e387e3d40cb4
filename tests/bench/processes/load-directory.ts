/** Reads the published directory into memory once, as a node does, and says how long that took. */
import { openPublished } from '../../../src/db/published.ts'
import type { Directory } from '../../../src/help/directory.ts'
import { buildDirectory } from '../../../src/lookup/snapshot/build-directory.ts'
import { answerHarness } from './answer-harness.ts'

let directory: Directory | undefined

answerHarness({
  load: async () => {
    const published = openPublished(process.env['DATABASE_URL'] ?? '')
    const begin = performance.now()
    const read = await published.readDirectory()
    const between = performance.now()
    directory = await buildDirectory(read)
    const end = performance.now()
    await published.close()
    return { listings: directory.listings.length, readMs: between - begin, indexMs: end - between }
  },
})
