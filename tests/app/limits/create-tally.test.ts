import { expect, it } from 'vitest'
import { createTally } from '../../../src/app/limits/create-tally.ts'

it('logs the first time at once, and then once a minute how often it was', () => {
  const lines: [object, string][] = []
  let now = 1000
  const tally = createTally({ warn: (facts, message) => void lines.push([facts, message]) }, 'something happened', () => now)
  tally()
  for (let times = 0; times < 500; times++) tally()
  now += 59_999
  tally()
  expect(lines).toEqual([[{ count: 1 }, 'something happened']])
  now += 1
  tally()
  tally()
  expect(lines).toEqual([
    [{ count: 1 }, 'something happened'],
    [{ count: 502 }, 'something happened'],
  ])
})
