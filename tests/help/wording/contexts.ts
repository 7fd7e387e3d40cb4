import type { WordingContext } from '../../../src/help/wording/wording-context.ts'

/** Here every rule applies, at its heaviest. */
export const strictest: WordingContext = { place: 'guidance', audiences: ['child'], minor: true, ownBehaviour: true }
