import { describe, expect, it } from 'vitest'
import { findPlace, orderBy, replaceSorted } from '../../src/lib/sorted-list.ts'
import { fc, test } from '../support/fast-check.ts'

const byNumber = (one: number, other: number) => one - other
const sorted = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }).map((numbers) => numbers.sort(byNumber))

describe('replacing items of a sorted list', () => {
  test.prop([sorted, sorted, fc.infiniteStream(fc.boolean())])('gives what sorting afresh gives, for few changes and for many', (list, others, coins) => {
    const asItWas = [...list]
    const removed = new Set(list.filter(() => coins.next().value === true))
    const added = others.filter((number) => !list.includes(number) || removed.has(number)).toReversed()
    const replaced = replaceSorted(list, removed, added, byNumber)
    expect(replaced).toEqual([...list.filter((number) => !removed.has(number)), ...added].sort(byNumber))
    expect(list).toEqual(asItWas)
  })

  it('gives the same list back when there is nothing to change', () => {
    const list = [1, 2, 3]
    expect(replaceSorted(list, new Set(), [], byNumber)).toBe(list)
  })

  it('leaves out nothing that only looks like what is removed', () => {
    const [one, twin] = [{ id: 'a' }, { id: 'a' }]
    expect(replaceSorted([one], new Set([twin]), [], orderBy(({ id }) => id))).toEqual([one])
  })
})

describe('finding a place', () => {
  test.prop([sorted, fc.integer({ min: -1, max: 401 })])('is where the number stands or would', (list, number) => {
    const place = findPlace(list, (other) => other < number)
    expect(list.slice(0, place).every((other) => other < number)).toBe(true)
    expect(list.slice(place).every((other) => other >= number)).toBe(true)
  })
})
