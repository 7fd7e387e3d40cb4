import type { EmbeddedLog } from '../db/embedded/keep-cluster-running.ts'
import { startEmbeddedPostgres } from '../db/embedded/start-embedded-postgres.ts'
import type { Config } from './config.ts'

/**
 * The database that the settings name: a server of one's own, or the embedded one, which is started for it.
 *
 * @param keepRunning where to log; the embedded one is then started again whenever it dies, until `close`.
 * @param share for commands that may work beside a running server: its embedded one is used when it runs, and `close` leaves it running.
 * @throws DatabaseFault when the embedded one cannot be started, or is another process's and not shared.
 */
export async function openServerDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  options: { keepRunning?: EmbeddedLog; share?: boolean } = {},
): Promise<{ url: string; close: () => Promise<void> }> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, close: () => Promise.resolve() }
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, ...options })
  return { url: embedded.url, close: embedded.stop }
}
