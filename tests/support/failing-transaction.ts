import type { Transaction } from '../../src/db/transaction.ts'

export class Broken extends Error {
  override name = 'Broken'
}

/**
 * A transaction that fails at its `at`th statement, as a lost connection would make it fail.
 *
 * @param fail what happens in place of the statement
 * @returns it, and how many statements it was asked for
 */
export function failingTransaction(
  transaction: Transaction,
  at: number,
  fail: () => void = () => {
    throw new Broken(`Statement ${at} fails.`)
  },
): { transaction: Transaction; asked: () => number } {
  let asked = 0
  const counted = <F extends (...given: never[]) => unknown>(run: F, self: unknown) =>
    (...given: Parameters<F>) => {
      asked += 1
      if (asked === at) fail()
      return run.apply(self, given)
    }
  const wrapped = new Proxy(transaction, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown
      if (typeof value === 'function') return counted(value as (...given: never[]) => unknown, target)
      if (typeof value !== 'object' || value === null) return value
      return new Proxy(value, {
        get(model, method) {
          const run = Reflect.get(model, method) as unknown
          return typeof run === 'function' ? counted(run as (...given: never[]) => unknown, model) : run
        },
      })
    },
  })
  return { transaction: wrapped, asked: () => asked }
}
