import { expect, it } from 'vitest'
import { newIds } from '../../src/lib/new-ids.ts'

it('Ids of one millisecond come in the order in which they were made, whatever others were made between', () => {
  const at = new Date('2026-03-10T12:00:00.000Z')
  const made = Array.from({ length: 200 }, (_, index) => {
    const ids = newIds(at, 1 + (index % 3))
    newIds(new Date(at.getTime() + index), 2)
    return ids
  }).flat()
  expect(made).toEqual(made.toSorted())
  expect(new Set(made).size).toBe(made.length)
})

it('Ids of later instants come later', () => {
  const made = [0, 1, 2].flatMap((ms) => newIds(new Date(ms), 2))
  expect(made).toEqual(made.toSorted())
})
