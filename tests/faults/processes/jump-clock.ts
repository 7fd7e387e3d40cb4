/**
 * Loaded before a node: lets its clock jump. At SIGUSR2 the offset in milliseconds is read from the file that JUMP_CLOCK_FILE names, and
 * it is printed how often that was done. Everything that is asked of `Date` follows; clocks that never go back do not.
 */
import { readFileSync } from 'node:fs'

const file = process.env['JUMP_CLOCK_FILE'] ?? ''
const RealDate = Date
let offset = 0
let jumps = 0
const now = () => RealDate.now() + offset

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parameters, newTarget) => Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, newTarget) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
})

process.on('SIGUSR2', () => {
  offset = Number(readFileSync(file, 'utf8'))
  jumps += 1
  process.stdout.write(`Jump ${jumps} of the clock is done.\n`)
})
