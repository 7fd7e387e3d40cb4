import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { leastPassword, longestPassword } from './password-lengths.ts'

/** Of 0 to 4: an attacker who has the hash needs at least 10^8 guesses. */
const leastScore = 3

/** So many characters must be hard to guess by themselves. The time of the check grows faster than their number: longer ones would hold up others. */
const longestLookedAt = 40

/** What is tried first here (NIST SP 800-63B-4, 3.1.1.2: "context-specific words, such as the name of the service"). */
const ownWords = ['children', 'child', 'safety', 'resource', 'directory', 'helpline', 'hotline', 'welcome', 'password']

/** Shorter words are part of others. */
const leastWord = 3

/** As well known as short ones, but in no list of words. */
const knownByAll = ['correct horse battery staple', 'correcthorsebatterystaple', 'qwertyuiopasdfghjklzxcvbnm']

let loaded: Promise<ZxcvbnFactory> | null = null

/**
 * Whether a password is hard to guess. It is looked at here only: no part of it is sent to anybody.
 *
 * @param known what an attacker knows of the person, such as name and address
 * @returns what is wrong with it, as the end of a sentence; null when nothing is
 */
export async function checkPasswordStrength(password: string, known: readonly string[]): Promise<string | null> {
  if (password.length < leastPassword) return `has fewer than ${leastPassword} characters`
  if (password.length > longestPassword) return `is longer than ${longestPassword} characters`
  const strength = await (loaded ??= load())
  const parts = known.flatMap((text) => text.split(/[\s@._-]+/)).filter((text) => text !== '')
  const { score } = strength.check(withoutWords(password, [...ownWords, ...parts]), [...knownByAll, ...known, ...parts].filter((text) => text !== ''))
  return score < leastScore ? 'is easy to guess; several words that do not belong together are hard to guess, and easy to remember' : null
}

/** What is left of a password without what an attacker begins with: several such words in a row would count as a good one. */
function withoutWords(password: string, words: readonly string[]): string {
  const longestFirst = words.filter(({ length }) => length >= leastWord).toSorted((a, b) => b.length - a.length)
  return password.replace(new RegExp(longestFirst.map((word) => word.replace(/[\^$\\.*+?()[\]{}|]/g, '\\$&')).join('|'), 'giu'), '')
}

/** The dictionaries are large, and needed when somebody chooses a password only. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Strength }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  return new Strength({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: longestLookedAt,
  })
}
