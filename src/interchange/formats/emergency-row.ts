/** One line of a file of emergency numbers: the numbers of one territory, exactly as dialled there. */
import { z } from 'zod'
import { sourceRow } from './listing-row.ts'

const numbers = z.array(z.string()).default([])

export const emergencyRow = z.strictObject({
  country: z.string(),
  /** For all emergencies. */
  general: numbers,
  police: numbers,
  ambulance: numbers,
  fire: numbers,
  sources: z.array(sourceRow),
  /** For editors only. */
  note: z.string().nullable().default(null),
})
export type EmergencyRow = z.infer<typeof emergencyRow>
