import { makeDataFolder } from '../../support/data-folder.ts'
import { startProcess } from '../../support/start-process.ts'
import type { TestProcess } from '../../support/start-process.ts'

export type Node = {
  name: string
  /** The same whenever it is started again. */
  address: string
  dataDir: string
  pid: () => number
  /** What it has printed since it was started last. */
  output: () => string
  start: () => Promise<void>
  /** Starts a process that is to end by itself, and gives its exit code. */
  startInVain: () => Promise<number | NodeJS.Signals | null>
  kill: () => Promise<void>
  /** Signals such as SIGSTOP. */
  send: (signal: NodeJS.Signals) => void
  waitFor: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Ends it and removes its folder. */
  remove: () => Promise<void>
}

/** Starts a server process with a data folder of its own, and waits until it answers. */
export async function startNode(name: string, databaseUrl: string, environment: Record<string, string> = {}): Promise<Node> {
  const folder = await makeDataFolder()
  let running: TestProcess
  let port = '0'
  const launch = () => {
    const settings = { LOG_LEVEL: 'info', WORKER: 'off', DRAIN_SECONDS: '0', DATA_DIR: folder.path, DATABASE_URL: databaseUrl, PORT: port }
    running = startProcess('src/server.ts', [], { ...settings, ...environment })
  }
  const node: Node = {
    name,
    address: '',
    dataDir: folder.path,
    pid: () => running.child.pid ?? 0,
    output: () => running.output(),
    waitFor: (pattern) => running.waitFor(pattern),
    send: (signal) => void running.child.kill(signal),
    startInVain() {
      launch()
      return running.ended
    },
    async start() {
      launch()
      const [, address = ''] = await running.waitFor(/Help for a child in Finland: +(http:\/\/127\.0\.0\.1:\d+)/)
      node.address = address
      port = new URL(address).port
    },
    async kill() {
      running.child.kill('SIGKILL')
      await running.ended
    },
    async remove() {
      await node.kill()
      await folder.remove()
    },
  }
  try {
    await node.start()
    return node
  } catch (error) {
    await node.remove()
    throw error
  }
}
