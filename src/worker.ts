import { ConfigFault } from './app/config-fault.ts'
import { readConfig } from './app/config.ts'
import { createLog } from './app/create-log.ts'
import { publicUrl } from './app/public-url.ts'
import { sayFault } from './app/say-fault.ts'
import { startWorker } from './app/start-worker.ts'

try {
  const config = readConfig()
  if (config.databaseUrl === null) {
    throw new ConfigFault(['DATABASE_URL must be set: the embedded database belongs to `npm start`, which does the background work as well.'])
  }
  const worker = startWorker({
    config,
    publicUrl: publicUrl(config),
    databaseUrl: Promise.resolve(config.databaseUrl),
    now: () => new Date(),
    log: createLog(config),
    print: console.log,
  })
  await new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, resolve)
  })
  // A second one ends the process at once, as it would without a handler.
  await worker.stop()
} catch (error) {
  console.error(sayFault(error))
  process.exitCode = 1
}
