import { setImmediate as nextTurn } from 'node:timers/promises'
import { ask } from './ask.ts'

const patienceMs = 30_000

/** Asks a server until it answers from a directory version or a later one. */
export async function waitForVersion(address: string, version: number): Promise<void> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const { status, body } = await ask(`${address}/v1/listings?limit=1`)
    const seen = status === 200 ? (JSON.parse(body.toString()) as { directoryVersion: number }).directoryVersion : 0
    if (seen >= version) return
    if (performance.now() > deadline) throw new Error(`${address} did not show directory version ${version} within ${patienceMs / 1000} s; it shows ${seen}.`)
    await nextTurn()
  }
}
