import { findFreePort } from '../../../src/db/embedded/find-free-port.ts'
import { makeDataFolder } from '../../support/data-folder.ts'
import { startProcess } from '../../support/start-process.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { ask } from '../ask.ts'
import { figuresOf } from '../figures.ts'
import type { Bound } from './bound.ts'

const patienceMs = 60_000
const question = '/v1/help?country=FI&ageBand=13-15&situation=blocked_someone'

/** From starting the server's process until it has answered a question: in an empty folder with the seed to load, and again afterwards. */
export async function measureStart(times: number): Promise<Bound[]> {
  const first: number[] = []
  const warm: number[] = []
  for (let time = 0; time < times; time += 1) {
    const folder = await makeDataFolder()
    try {
      first.push(await firstAnswer({ DATA_DIR: folder.path }))
      warm.push(await firstAnswer({ DATA_DIR: folder.path }))
    } finally {
      await folder.remove()
    }
  }
  const bound = (title: string, values: readonly number[], aim: number): Bound => {
    return { id: 'start', title, listings: 0, figure: figuresOf(values).median, unit: 'ms', aim }
  }
  return [
    bound('first start with an empty folder to first answer', first, 8000),
    bound('any other start to first answer', warm, 2000),
  ]
}

/** Milliseconds until a server started with these settings has answered a question; it is stopped again. */
async function firstAnswer(settings: Record<string, string>): Promise<number> {
  const port = await findFreePort()
  const begin = performance.now()
  const server = startProcess('src/server.ts', [], { ...settings, PORT: String(port) })
  for (;;) {
    const answered = await answers(port)
    const waited = performance.now() - begin
    if (answered) {
      server.interrupt()
      await server.ended
      return waited
    }
    if (server.child.exitCode !== null) throw new Error(`The server ended before it answered:\n${server.output()}`)
    if (waited > patienceMs) throw new Error(`The server did not answer within ${patienceMs / 1000} s:\n${server.output()}`)
    await pause(5)
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await ask(`http://127.0.0.1:${port}${question}`)).status === 200
  } catch (error) {
    // Nobody listens yet.
    if (error instanceof Error && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET')) return false
    throw error
  }
}
