import { describe, expect, it } from 'vitest'
import { createOnceADay } from '../../src/report/create-once-a-day.ts'

const noon = new Date('2026-11-20T12:00:00Z')

function counted() {
  const clock = { now: noon }
  const onceADay = createOnceADay<number>(() => clock.now)
  let done = 0
  const send = (network: string | null, what: string) => onceADay(network, what, () => Promise.resolve((done += 1)))
  return { clock, onceADay, send, done: () => done }
}

describe('what one network sends', () => {
  it('is done once a day, and each time answered as the first', async () => {
    const { send, clock, done } = counted()
    expect([await send('192.0.2.1', 'a'), await send('192.0.2.1', 'a'), await send('192.0.2.1', 'b'), await send('192.0.2.2', 'a')]).toEqual([1, 1, 2, 3])
    clock.now = new Date('2026-11-20T23:59:59Z')
    await send('192.0.2.1', 'a')
    expect(done()).toBe(3)
    clock.now = new Date('2026-11-21T00:00:00Z')
    expect(await send('192.0.2.1', 'a')).toBe(4)
  })

  it('is done again after it failed', async () => {
    const { onceADay, send } = counted()
    await expect(onceADay('192.0.2.1', 'a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect(await send('192.0.2.1', 'a')).toBe(1)
  })

  it('from an address that is not known is always done', async () => {
    const { send } = counted()
    expect([await send(null, 'a'), await send(null, 'a')]).toEqual([1, 2])
  })

  it('takes no more memory than it may: of very many the oldest are forgotten', async () => {
    const { send } = counted()
    for (let number = 0; number <= 100_000; number += 1) await send('192.0.2.1', String(number))
    expect(await send('192.0.2.1', '100000')).toBe(100_001)
    expect(await send('192.0.2.1', '0')).toBe(100_002)
  })
})
