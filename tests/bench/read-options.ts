import { parseArgs } from 'node:util'
import { allRows } from './rows/all-rows.ts'
import type { Effort } from './rows/measure-row.ts'

export const boundIds = ['versus', 'memory', 'swap', 'visible', 'load', 'start', 'choose'] as const

export type Options = {
  /** Which lines to measure. */
  only: ReadonlySet<string>
  /** The seed alone, or also a large directory. */
  sizes: readonly ('seed' | 'large')[]
  /** Listings of the large directory. */
  listings: number
  /** Folder for a profile of the directory's process during each row; null for none. */
  profile: string | null
  effort: Effort
  /** How often the things are repeated that are measured one by one. */
  times: { load: number; visible: number; start: number; swapSeconds: number }
}

/**
 * Reads what stands behind `npm run bench --`.
 *
 * @throws Error naming what can be written there.
 */
export function readOptions(parameters: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      size: { type: 'string' },
      listings: { type: 'string', default: '100000' },
      profile: { type: 'string' },
    },
  })
  const ids = [...allRows.map(({ id }) => id), ...boundIds]
  const only = values.only?.split(',') ?? ids
  const unknown = only.filter((id) => !ids.includes(id))
  if (unknown.length > 0) throw new Error(`--only knows ${ids.join(', ')}; not ${unknown.join(', ')}.`)
  const { size = values.quick ? 'seed' : 'both' } = values
  if (size !== 'seed' && size !== 'large' && size !== 'both') throw new Error('--size is seed, large or both.')
  const listings = Number(values.listings)
  if (!Number.isInteger(listings) || listings < 1) throw new Error('--listings is a whole number.')
  return {
    only: new Set(only),
    sizes: size === 'both' ? ['seed', 'large'] : [size],
    listings,
    profile: values.profile ?? null,
    effort: values.quick
      ? { rounds: 3, seconds: 0.3, connections: 64, onceEach: 10, questions: 200 }
      : { rounds: 5, seconds: 0.4, connections: 64, onceEach: 25, questions: 200 },
    times: values.quick ? { load: 1, visible: 5, start: 1, swapSeconds: 1 } : { load: 3, visible: 15, start: 3, swapSeconds: 3 },
  }
}
