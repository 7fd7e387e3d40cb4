import { z } from 'zod'

/** Every kind of background work, by its name, with what has to be told to whoever does it. */
export const jobPayloads = {
  'report-due-listings': z.strictObject({}),
} as const

export type JobName = keyof typeof jobPayloads

export type JobPayload<Name extends JobName> = z.output<(typeof jobPayloads)[Name]>
