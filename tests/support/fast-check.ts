import fc from 'fast-check'
import { it } from 'vitest'

export { fc }

type Values<Arbitraries extends readonly fc.Arbitrary<unknown>[]> = {
  [Index in keyof Arbitraries]: Arbitraries[Index] extends fc.Arbitrary<infer Value> ? Value : never
}

/** A test that must hold for every generated input. `CHECK_RUNS` raises the number of inputs for a longer search. */
export const test = {
  prop<const Arbitraries extends readonly fc.Arbitrary<unknown>[]>(arbitraries: Arbitraries, options: { runs?: number } = {}) {
    return (name: string, holds: (...values: Values<Arbitraries>) => void): void => {
      it(name, () => {
        const numRuns = Number(process.env['CHECK_RUNS'] ?? options.runs ?? 300)
        fc.assert(
          fc.property(fc.tuple(...arbitraries), (values) => holds(...(values as Values<Arbitraries>))),
          { numRuns },
        )
      })
    }
  },
}
