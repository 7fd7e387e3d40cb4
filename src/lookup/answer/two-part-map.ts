export type TwoPartMap<Value> = {
  get(key: string): Value | undefined
  set(key: string, value: Value, size: number): void
  count(): number
  size(): number
  /** How many had to give way to others. */
  evicted(): number
}

/**
 * A map of bounded size. What is set goes into a small part, from which the oldest is soon gone; what is asked for there moves into
 * the large one, and stays as long as it is asked for. So a flood of keys that are each asked for once only drives out its own kind.
 */
export function createTwoPartMap<Value>(room: { once: number; again: number }): TwoPartMap<Value> {
  const once = createGenerations<Value>(room.once)
  const again = createGenerations<Value>(room.again)
  return {
    get(key) {
      const known = again.get(key)
      if (known !== undefined) return known
      const entry = once.take(key)
      if (entry === undefined) return undefined
      again.put(key, entry)
      return entry.value
    },
    set(key, value, size) {
      // What has no room must not drive out all others.
      if (size * 2 > room.once) return
      const wasAskedAgain = again.take(key) !== undefined
      once.take(key)
      ;(wasAskedAgain ? again : once).put(key, { value, size })
    },
    count: () => once.count() + again.count(),
    size: () => once.size() + again.size(),
    evicted: () => once.evicted() + again.evicted(),
  }
}

type Entry<Value> = { value: Value; size: number }

/**
 * Two maps: when the younger has half of the room it becomes the older, and what nobody asked for in the older meanwhile is gone.
 * Unlike a list in the order of last use, nothing is moved to find what is asked for all the time: with such a list, one part in
 * twenty of a kept answer's time went there.
 */
function createGenerations<Value>(room: number) {
  let young = new Map<string, Entry<Value>>()
  let old = new Map<string, Entry<Value>>()
  let youngSize = 0
  let oldSize = 0
  let evicted = 0

  function put(key: string, entry: Entry<Value>): void {
    young.set(key, entry)
    youngSize += entry.size
    if (youngSize * 2 <= room) return
    evicted += old.size
    old = young
    oldSize = youngSize
    young = new Map()
    youngSize = 0
  }

  function take(key: string): Entry<Value> | undefined {
    const entry = young.get(key)
    if (entry !== undefined) {
      young.delete(key)
      youngSize -= entry.size
      return entry
    }
    const older = old.get(key)
    if (older === undefined) return undefined
    old.delete(key)
    oldSize -= older.size
    return older
  }

  return {
    get(key: string): Value | undefined {
      const entry = young.get(key)
      if (entry !== undefined) return entry.value
      const older = take(key)
      if (older !== undefined) put(key, older)
      return older?.value
    },
    put,
    take,
    count: () => young.size + old.size,
    size: () => youngSize + oldSize,
    evicted: () => evicted,
  }
}
