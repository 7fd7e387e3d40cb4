import { startProcess } from '../../support/start-process.ts'
import type { Target } from './keep-asking.ts'
import type { World } from './open-world.ts'

/** Starts the caching proxy of deploy/ before the nodes, as a process of its own. */
export async function startProxyProcess({ nodes, closers }: Pick<World, 'nodes' | 'closers'>): Promise<Target> {
  const parameters = nodes.flatMap(({ address }) => ['--node', new URL(address).host])
  const { child, ended, waitFor } = startProcess('deploy/proxy.ts', ['--listen', '127.0.0.1:0', ...parameters], {})
  closers.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const [, address = ''] = await waitFor(/The proxy answers at (http:\S+)/)
  return { name: 'proxy', address, isProxy: true }
}
