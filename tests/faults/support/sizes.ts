import type { Size } from './scenario.ts'

/** What `npm test` does, and what `npm run faults` does. */
export const sizes = {
  small: { nodes: 1, rounds: 1, answers: 40, versions: 40, connections: 1000, jobs: 3, clients: 4, restMs: 20 },
  large: { nodes: 2, rounds: 5, answers: 400, versions: 500, connections: 10_000, jobs: 10, clients: 8, restMs: 0 },
} as const satisfies Record<string, Size>
