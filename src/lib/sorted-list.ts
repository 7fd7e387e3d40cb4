/** Negative when the first comes before the other, as for `Array.sort`. */
export type Order<Item> = (one: Item, other: Item) => number

/** Items in the order of a text of theirs, by its UTF-16 units as `<` compares: the same on every machine and in every language. */
export function orderBy<Item>(text: (item: Item) => string): Order<Item> {
  return (one, other) => {
    const [first, second] = [text(one), text(other)]
    return first < second ? -1 : first > second ? 1 : 0
  }
}

/** Up to so many changes are looked up one by one; more are merged in one pass over the list. */
const fewChanges = 100

/**
 * A sorted list without some of its items and with others: a new list, or the same one when nothing changes. A few changes cost
 * little more than the copy of the list.
 *
 * @param order tells any two items apart
 */
export function replaceSorted<Item>(
  list: readonly Item[],
  removed: ReadonlySet<Item>,
  added: readonly Item[],
  order: Order<Item>,
): readonly Item[] {
  if (added.length === 0 && removed.size === 0) return list
  return added.length + removed.size <= fewChanges ? splice(list, removed, added, order) : merge(list, removed, added, order)
}

function splice<Item>(list: readonly Item[], removed: ReadonlySet<Item>, added: readonly Item[], order: Order<Item>): Item[] {
  const replaced = list.slice()
  const placeOf = (item: Item) => findPlace(replaced, (other) => order(other, item) < 0)
  for (const item of removed) {
    const place = placeOf(item)
    if (replaced[place] === item) replaced.splice(place, 1)
  }
  for (const item of added) replaced.splice(placeOf(item), 0, item)
  return replaced
}

function merge<Item>(list: readonly Item[], removed: ReadonlySet<Item>, added: readonly Item[], order: Order<Item>): Item[] {
  const coming = [...added].sort(order)
  const replaced: Item[] = []
  let next = 0
  for (const item of list) {
    if (removed.has(item)) continue
    for (let candidate = coming[next]; candidate !== undefined && order(candidate, item) < 0; candidate = coming[next]) {
      replaced.push(candidate)
      next += 1
    }
    replaced.push(item)
  }
  return replaced.concat(coming.slice(next))
}

/** Where the first item stands for which `isBefore` does not hold; it must hold for all items before some place, and for none after. */
export function findPlace<Item>(list: readonly Item[], isBefore: (item: Item) => boolean): number {
  let from = 0
  let to = list.length
  while (from < to) {
    const middle = (from + to) >> 1
    const item = list[middle]
    if (item !== undefined && isBefore(item)) from = middle + 1
    else to = middle
  }
  return from
}
