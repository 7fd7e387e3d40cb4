import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { whenWeEnd } from './when-we-end.ts'

export interface TestProcess {
  child: ChildProcess
  /** What it has printed so far, on both streams. */
  output: () => string
  /** Resolves with the match as soon as the output has it; rejects when the process ends without. */
  waitFor: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Ctrl-C in the terminal in which it runs. */
  interrupt: () => void
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>
}

const root = path.resolve(import.meta.dirname, '../..')

/** Starts a program of this repository as a process of its own, with nothing of our environment but what is given. */
export function startProcess(file: string, parameters: string[], environment: Record<string, string>): TestProcess {
  const child = spawn(process.execPath, [path.join(root, file), ...parameters], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a test can send what a terminal sends: a signal to all of the group.
    detached: true,
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${file} could not be started.`)
  const leftover = whenWeEnd('kill -KILL "$1" 2> /dev/null', String(pid))
  let printed = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (code, signal) => {
      leftover.never()
      resolve(code ?? signal)
    })
  })
  const waitFor = async (pattern: RegExp) => {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
    const look = () => {
      const match = pattern.exec(printed)
      if (match !== null) resolve(match)
    }
    listeners.add(look)
    look()
    void ended.then((code) => reject(new Error(`The process ended with ${code} before it printed ${pattern}:\n${printed}`)))
    try {
      return await promise
    } finally {
      listeners.delete(look)
    }
  }
  return { child, output: () => printed, waitFor, interrupt: () => process.kill(-pid, 'SIGINT'), ended }
}
