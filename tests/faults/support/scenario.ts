import type { DataFolder } from '../../support/data-folder.ts'
import type { Row } from './row.ts'

/** How much of everything: small numbers in the tests, large ones in `npm run faults`. */
export type Size = {
  /** Where it does not matter how many there are. */
  nodes: number
  /** How often a fault happens. */
  rounds: number
  /** Questions that each node answers in each state. */
  answers: number
  /** Directory versions where there are to be many. */
  versions: number
  /** Slow connections, as far as the system allows. */
  connections: number
  jobs: number
  /** How many ask at the same time. */
  clients: number
  /** Milliseconds for which each of them does nothing after an answer. */
  restMs: number
}

/**
 * Makes something break, under load where reading is concerned, and tells what came of it. Whatever it starts has ended when it
 * is over.
 *
 * @param original the data folder of a seeded database server that does not run
 */
export type Scenario = (original: DataFolder, size: Size) => Promise<Row>
