import { startEmbeddedPostgres } from '../db/embedded/start-embedded-postgres.ts'
import type { Config } from './config.ts'

/**
 * The database that the settings name: a server of one's own, or the embedded one, which is started for it.
 *
 * @throws DatabaseFault when the embedded one cannot be started.
 */
export async function openServerDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
): Promise<{ url: string; close: () => Promise<void> }> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, close: () => Promise.resolve() }
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir })
  return { url: embedded.url, close: embedded.stop }
}
