import { fork } from 'node:child_process'
import path from 'node:path'
import type { Usage } from './usage.ts'

export type Child = {
  pid: number
  /** Asks the process something that it answers; rejects when it fails or ends. */
  ask: <T>(question: string, value?: unknown) => Promise<T>
  usage: () => Promise<Usage>
  stop: () => Promise<void>
}

type Reply = { ready?: true; id?: number; answer?: unknown; fault?: string }

const folder = import.meta.dirname

/**
 * Starts a program of this folder as a process of its own; it must call `answerHarness`.
 *
 * @param environment in addition to ours, without any setting of the product that is in it
 */
export async function forkChild(file: string, environment: Record<string, string> = {}): Promise<Child> {
  const child = fork(path.join(folder, file), [], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4000)
  })
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  const ready = Promise.withResolvers<void>()
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      const fault = new Error(`${file} ended with ${code ?? signal}:\n${errors}`)
      ready.reject(fault)
      for (const { reject } of waiting.values()) reject(fault)
      resolve()
    })
  })
  child.on('message', ({ ready: isReady, id, answer, fault }: Reply) => {
    if (isReady === true) ready.resolve()
    const asked = waiting.get(id ?? -1)
    if (asked === undefined) return
    waiting.delete(id ?? -1)
    if (fault === undefined) asked.resolve(answer)
    else asked.reject(new Error(`${file}: ${fault}`))
  })
  let last = 0
  const ask = <T>(question: string, value?: unknown): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (!child.connected) {
        reject(new Error(`${file} has ended:\n${errors}`))
        return
      }
      last += 1
      waiting.set(last, { resolve: (answer) => resolve(answer as T), reject })
      child.send({ id: last, ask: question, value: value ?? null })
    })
  await ready.promise
  return {
    pid: child.pid ?? 0,
    ask,
    usage: () => ask<Usage>('usage'),
    stop: async () => {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}
