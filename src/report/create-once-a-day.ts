import { createHmac, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Most that is remembered, about 15 MB. Beyond, the oldest is forgotten, and may count a second time. */
const mostRemembered = 100_000

/**
 * Remembers for a day what was sent from which network, so that one person counts once. Keeps no address: only a keyed hash, whose
 * random key is in memory alone and is thrown away each day with all hashes, so that nobody can find out later who sent what. What
 * fails is forgotten at once; from a network that is not known, everything is done.
 *
 * @returns does work unless it was done today for what this network sent, and gives what came of it then
 */
export function createOnceADay<Result>(now: () => Date): (network: string | null, what: string, work: () => Promise<Result>) => Promise<Result> {
  let day = ''
  let key = randomBytes(32)
  const done = new LRUCache<string, Promise<Result>>({ max: mostRemembered })
  return async (network, what, work) => {
    if (network === null) return work()
    const today = now().toISOString().slice(0, 10)
    if (today !== day) {
      day = today
      key = randomBytes(32)
      done.clear()
    }
    const name = createHmac('sha256', key).update(`${network}\n${what}`).digest('base64url').slice(0, 22)
    const known = done.get(name)
    if (known !== undefined) return known
    // Remembered while it is under way: a second sending waits for the first, and is not told that all is well before it is.
    const begun = work()
    done.set(name, begun)
    try {
      return await begun
    } catch (error) {
      if (done.peek(name) === begun) done.delete(name)
      throw error
    }
  }
}
