import { describe, expect, it } from 'vitest'
import { createTwoPartMap } from '../../src/lookup/answer/two-part-map.ts'
import { fc, test } from '../support/fast-check.ts'

const room = { once: 20, again: 40 }
const step = fc.record({ ask: fc.boolean(), key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'), size: fc.integer({ min: 1, max: 12 }) })

describe('a map of bounded size', () => {
  test.prop([fc.array(step, { maxLength: 200 })])('gives what was set last or nothing, and never outgrows its room', (steps) => {
    const map = createTwoPartMap<number>(room)
    const set = new Map<string, { value: number; size: number }>()
    for (const [value, { ask, key, size }] of steps.entries()) {
      if (ask) {
        const found = map.get(key)
        if (found !== undefined) expect(found).toBe(set.get(key)?.value)
      } else {
        map.set(key, value, size)
        // What is too large is not kept; what was there stays.
        if (size <= 10) set.set(key, { value, size })
      }
      expect(map.size()).toBeLessThan(2 * (room.once + room.again))
    }
    let sum = 0
    for (const [key, { size }] of set) if (map.get(key) !== undefined) sum += size
    expect(map.size()).toBe(sum)
    expect(map.count()).toBeLessThanOrEqual(set.size)
  })

  it('keeps what is asked for again, however much is set and never asked for', () => {
    const map = createTwoPartMap<string>(room)
    map.set('useful', 'useful', 1)
    map.get('useful')
    for (let number = 0; number < 1000; number += 1) map.set(`odd ${number}`, 'odd', 1)
    expect(map.get('useful')).toBe('useful')
    expect(map.evicted()).toBeGreaterThan(970)
  })

  it('forgets what is asked for least among what was asked for again', () => {
    const map = createTwoPartMap<string>(room)
    const askAgain = (key: string) => {
      map.set(key, key, 1)
      map.get(key)
    }
    askAgain('often')
    askAgain('once more')
    for (let number = 0; number < 100; number += 1) {
      askAgain(`other ${number}`)
      expect(map.get('often')).toBe('often')
    }
    expect(map.get('once more')).toBeUndefined()
  })
})
