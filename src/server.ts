import { readConfig } from './app/config.ts'
import { sayFault } from './app/say-fault.ts'
import { startServer } from './app/start-server.ts'

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // The second signal is from somebody who does not want to wait. The embedded database finishes stopping by itself, or at the next start.
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort()
  })
}

try {
  const config = readConfig()
  const server = await startServer({ config, now: () => new Date(), print: console.log, signal: stopping.signal })
  console.log(`
The child-safety resource directory is running.

  Help for a child in Finland:  ${server.address}/v1/help?country=FI&ageBand=13-15&situation=blocked_someone
  Documentation:                ${server.address}/docs

Stop it with Ctrl-C.
`)
  await new Promise<void>((resolve) => {
    if (stopping.signal.aborted) resolve()
    stopping.signal.addEventListener('abort', () => resolve())
  })
  await server.stop()
} catch (error) {
  if (error !== stopping.signal.reason) {
    console.error(sayFault(error))
    process.exitCode = 1
  }
}
