import { setTimeout as pause } from 'node:timers/promises'

/** Nothing that is waited for takes longer, in milliseconds, on any machine that runs the tests. */
const patience = 120_000

/** Between two questions, in milliseconds: whoever is asked has other work. */
const pauseMs = 25

/**
 * Asks now and then until it is so.
 *
 * @throws after two minutes, saying what was waited for
 */
export async function waitFor(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patience
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited ${patience} ms in vain until ${what}.`)
    await pause(pauseMs)
  }
}
