import type { Matches } from './match-terms.ts'
import { fewestDigits, numberEnding } from './number-ending.ts'
import type { SearchIndex } from './search-index.ts'

/** How well a number of the directory fits the one that was typed. */
const fits = { same: 1, sameEnding: 0.9, beginning: 0.5 }

/**
 * The numbers that fit one that was typed, of which only the digits count: the same, also with and without the code of the country,
 * and those that begin so.
 */
export function matchNumbers({ numbers, endings }: Pick<SearchIndex, 'numbers' | 'endings'>, typed: string): Matches {
  const digits = typed.replace(/\D/g, '')
  const matches = new Map<number, number>()
  numbers.eachFrom(digits, (_, list) => matches.set(list, fits.beginning))
  const ending = numberEnding(digits)
  if (ending !== null) {
    endings.eachFrom(ending, (_, list) => matches.set(list, fits.sameEnding))
    for (let length = fewestDigits; length < ending.length; length += 1) {
      const list = endings.listOf(ending.slice(0, length))
      if (list !== undefined) matches.set(list, fits.sameEnding)
    }
  }
  const same = numbers.listOf(digits)
  if (same !== undefined) matches.set(same, fits.same)
  return matches
}
