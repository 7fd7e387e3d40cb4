import { describe, expect, it } from 'vitest'
import { sortInSteps } from '../../src/lib/sort-in-steps.ts'
import { orderBy } from '../../src/lib/sorted-list.ts'

const byKey = orderBy((item: { key: string }) => item.key)

/** So many items whose keys come in a wild order and stand there more than once. */
const items = (count: number) => Array.from({ length: count }, (_, place) => ({ key: String((place * 7919) % 4001), place }))

function sorted(count: number) {
  const steps = sortInSteps(items(count), byKey)
  for (let taken = 0; ; taken += 1) {
    const step = steps.next()
    if (step.done === true) return { items: step.value, steps: taken }
  }
}

describe('items sorted in steps', () => {
  it.each([0, 1, 1999, 2000, 2001, 10_000, 14_001])('are in the order of a sort at once, equal ones as they came: %i', (count) => {
    expect(sorted(count).items).toEqual(items(count).sort(byKey))
  })

  it('leave others their turn', () => {
    expect(sorted(10_000).steps).toBeGreaterThan(10)
  })
})
