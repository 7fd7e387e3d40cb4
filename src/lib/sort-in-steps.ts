import type { Order } from './sorted-list.ts'

/** Items that one step sorts or merges: about a millisecond. */
const perStep = 2000

/** The items in order, in steps between which others can have their turn. Those that are equal stay as they were. */
export function* sortInSteps<Item>(items: readonly Item[], order: Order<Item>): Generator<void, Item[]> {
  let runs: Item[][] = []
  for (let from = 0; from < items.length; from += perStep) {
    runs.push(items.slice(from, from + perStep).sort(order))
    yield
  }
  while (runs.length > 1) {
    const longer: Item[][] = []
    for (let pair = 0; pair < runs.length; pair += 2) longer.push(yield* mergeInSteps(runs[pair] ?? [], runs[pair + 1] ?? [], order))
    runs = longer
  }
  return runs[0] ?? []
}

function* mergeInSteps<Item>(one: Item[], other: Item[], order: Order<Item>): Generator<void, Item[]> {
  const [last, first] = [one.at(-1), other[0]]
  if (last === undefined || first === undefined || order(last, first) <= 0) return one.concat(other)
  const merged: Item[] = []
  let next = 0
  for (const item of one) {
    for (let candidate = other[next]; candidate !== undefined && order(candidate, item) < 0; candidate = other[next]) {
      merged.push(candidate)
      next += 1
    }
    merged.push(item)
    if (merged.length % perStep === 0) yield
  }
  return merged.concat(other.slice(next))
}
