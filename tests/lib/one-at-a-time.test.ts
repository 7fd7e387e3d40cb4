import { describe, expect, it } from 'vitest'
import { oneAtATime } from '../../src/lib/one-at-a-time.ts'

/** Work whose runs end when the test says so. */
function runs() {
  const ends: ((error?: Error) => void)[] = []
  const ask = oneAtATime(
    () =>
      new Promise((resolve, reject) => {
        ends.push((error) => (error === undefined ? resolve() : reject(error)))
      }),
  )
  return { ask, ends }
}

describe('work that is done one run at a time', () => {
  it('gives those who ask while it runs one run more, which begins after they asked', async () => {
    const { ask, ends } = runs()
    const first = ask()
    const [second, third] = [ask(), ask()]
    expect([ends.length, second === third, first === second]).toEqual([1, true, false])
    ends[0]?.()
    await first
    await Promise.resolve()
    expect(ends.length).toBe(2)
    const fourth = ask()
    expect(fourth).not.toBe(second)
    ends[1]?.()
    await second
    await Promise.resolve()
    expect(ends.length).toBe(3)
    ends[2]?.()
    await fourth
  })

  it('goes on after a run that failed, and tells only those who waited for that one', async () => {
    const { ask, ends } = runs()
    const first = ask()
    const second = ask()
    ends[0]?.(new Error('no'))
    await expect(first).rejects.toThrow('no')
    ends[1]?.()
    await second
    const third = ask()
    ends[2]?.()
    await third
  })
})
