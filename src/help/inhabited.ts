import { countryCodes } from './places.ts'

/** Territories in which nobody lives but researchers and soldiers. */
const uninhabited: ReadonlySet<string> = new Set(['AQ', 'BV', 'GS', 'HM', 'IO', 'TF', 'UM'])

/** Where children live. */
export const inhabited: readonly string[] = countryCodes.filter((code) => !uninhabited.has(code))
