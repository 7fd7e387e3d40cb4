/** A process that starts an embedded database and then only lives, for tests that kill it. */
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'

const [dataDir = ''] = process.argv.slice(2)
const { url } = await startEmbeddedPostgres({ dataDir, disposable: true })
process.stdout.write(`${url}\n`)
setInterval(() => undefined, 60_000)
