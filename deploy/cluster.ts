import { parseArgs } from 'node:util'
import { readConfig } from '../src/app/config.ts'
import { sayFault } from '../src/app/say-fault.ts'
import { findNginx } from './cluster/find-nginx.ts'
import { ProgramEnded } from './cluster/keep-running.ts'
import { startCluster } from './cluster/start-cluster.ts'

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort())

try {
  const { proxy } = parseArgs({ options: { proxy: { type: 'string' } } }).values
  const found = proxy === 'node' ? null : await findNginx(process.env['PATH'] ?? '')
  if (proxy === 'nginx' && found === null) throw new Error('There is no nginx on this machine.')
  const cluster = await startCluster({ config: readConfig(), environment: process.env, nginx: found, print: console.log, signal: stopping.signal })
  console.log(`
The cluster is running: two nodes, a worker, a database, and ${found === null ? 'the proxy of this repository' : found} before them.

  Help for a child in Finland:  ${cluster.proxy}/v1/help?country=FI&ageBand=13-15&situation=blocked_someone
  The nodes:                    ${cluster.nodes.join('  ')}

What ends is started again. Stop it with Ctrl-C.
`)
  await new Promise<void>((resolve) => {
    if (stopping.signal.aborted) resolve()
    stopping.signal.addEventListener('abort', () => resolve())
  })
  await cluster.stop()
} catch (error) {
  if (error !== stopping.signal.reason) {
    console.error(error instanceof ProgramEnded ? error.message : sayFault(error))
    process.exitCode = 1
  }
}
