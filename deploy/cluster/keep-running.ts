import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

export interface Program {
  name: string
  command: string
  parameters: readonly string[]
  environment: NodeJS.ProcessEnv
  /** Asked again and again after the start, until it is true. */
  isReady: () => Promise<boolean>
}

export interface KeptProgram {
  /** Resolves when it is ready for the first time; rejects when it ends before. */
  ready: Promise<void>
  stop: () => Promise<void>
}

/** Pauses before a program is started again, in milliseconds: the first and the longest. Back to the first after a minute. */
const [firstPause, longestPause] = [500, 15_000]

/** A program that does not end by itself in this time is killed, in milliseconds. */
const patience = 20_000

/** A program that cannot run at all. The message needs no stack trace. */
export class ProgramEnded extends Error {
  override name = 'ProgramEnded'
}

/** Runs a program, prints what it prints, and starts it again when it ends, until it is stopped. */
export function keepRunning(program: Program, print: (text: string) => void): KeptProgram {
  const { name, isReady } = program
  const stopping = new AbortController()
  let child: ChildProcess
  let wasReady = false

  async function firstReady(): Promise<void> {
    while (!(await isReady())) {
      if (child.exitCode !== null || child.signalCode !== null) throw new ProgramEnded(`${name} ended before it was ready; what it printed stands above.`)
      await pause(50, undefined, { signal: stopping.signal })
    }
    wasReady = true
  }

  async function run(): Promise<void> {
    for (let next = firstPause; ; ) {
      const begun = performance.now()
      child = start(program, print)
      const how = await endOf(child)
      if (stopping.signal.aborted || !wasReady) return
      if (performance.now() - begun > 60_000) next = firstPause
      print(`${name} ended (${how}); it is started again in ${next / 1000} s.`)
      await pause(next)
      if (stopping.signal.aborted) return
      next = Math.min(2 * next, longestPause)
    }
  }

  const running = run()
  return {
    ready: firstReady(),
    async stop() {
      stopping.abort()
      child.kill('SIGINT')
      const cutOff = setTimeout(() => child.kill('SIGKILL'), patience)
      await running
      clearTimeout(cutOff)
    },
  }
}

/** In a group of its own: Ctrl-C is for the cluster, which stops its programs in their order. */
function start({ name, command, parameters, environment }: Program, print: (text: string) => void): ChildProcess {
  const child = spawn(command, parameters, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  if (child.pid !== undefined) print(`${name} is process ${child.pid}.`)
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() !== '') print(`${name} | ${line}`)
    })
  }
  return child
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    return signal ?? `code ${code}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
