import { readConfig } from './app/config.ts'
import { sayFault } from './app/say-fault.ts'
import { startServer } from './app/start-server.ts'

const stopping = new AbortController()
let firstSignal = Number.POSITIVE_INFINITY
/** Whoever sends SIGTERM (a load balancer's keeper) can wait; whoever presses Ctrl-C or closes the terminal does not. */
let drains = false
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // A later signal is from somebody who does not want to wait; what is left of the embedded database, the next start takes over.
    // One at the same moment is the same Ctrl-C: the terminal sends it, and npm once more.
    if (performance.now() - firstSignal > 500) process.exit(130)
    if (!stopping.signal.aborted) drains = name === 'SIGTERM'
    firstSignal = Math.min(firstSignal, performance.now())
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
  await server.stop(drains)
} catch (error) {
  if (error !== stopping.signal.reason) {
    console.error(sayFault(error))
    process.exitCode = 1
  }
}
