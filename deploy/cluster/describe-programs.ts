import { once } from 'node:events'
import { connect } from 'node:net'
import path from 'node:path'
import type { Program } from './keep-running.ts'

const root = path.resolve(import.meta.dirname, '../..')
const nodeProgram = (file: string, ...parameters: string[]) => ({ command: process.execPath, parameters: [path.join(root, file), ...parameters] })

/** A node that answers; it keeps its last good directory in a folder of its own, as one on another machine would. */
export function describeNode(name: string, port: number, dataDir: string, environment: NodeJS.ProcessEnv): Program {
  return {
    name,
    ...nodeProgram('src/server.ts'),
    environment: { TRUSTED_PROXIES: 'loopback', ...environment, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: path.join(dataDir, name), WORKER: 'off' },
    isReady: () => isReady(port),
  }
}

export function describeWorker(environment: NodeJS.ProcessEnv): Program {
  return { name: 'worker', ...nodeProgram('src/worker.ts'), environment, isReady: () => Promise.resolve(true) }
}

export function describeNodeProxy(port: number, nodes: readonly string[], environment: NodeJS.ProcessEnv): Program {
  const parameters = nodes.flatMap((node) => ['--node', node])
  return { name: 'proxy', ...nodeProgram('deploy/proxy.ts', '--listen', `127.0.0.1:${port}`, ...parameters), environment, isReady: () => accepts(port) }
}

export function describeNginx(command: string, port: number, folder: string, environment: NodeJS.ProcessEnv): Program {
  const parameters = ['-p', folder, '-e', 'stderr', '-c', path.join(folder, 'nginx.conf'), '-g', 'daemon off;']
  return { name: 'proxy', command, parameters, environment, isReady: () => accepts(port) }
}

/** A node tries its port before it begins to start: that it accepts connections says nothing yet. */
async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
  } catch (error) {
    // What fetch throws when nobody answers.
    if (error instanceof TypeError) return false
    throw error
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return false
  } finally {
    socket.destroy()
  }
}
