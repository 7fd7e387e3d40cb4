import { z } from 'zod'
import { mailPayload } from './mail-payload.ts'

const nothing = z.strictObject({})

/** Every kind of background work, by its name, with what has to be told to whoever does it. */
export const jobPayloads = {
  'report-due-listings': nothing,
  'send-mail': mailPayload,
  'send-reminders': nothing,
  'check-links': nothing,
  /** What somebody outside asks for, as it was sent: whether anything comes of it is found out where the caller cannot see it. */
  'receive-claim': z.strictObject({
    about: z.enum(['organisation', 'listing']),
    idOrSlug: z.string().max(200),
    wish: z.enum(['this_is_us', 'remove_us']),
    email: z.email().max(254),
  }),
  'clean-up': nothing,
} as const

export type JobName = keyof typeof jobPayloads

export type JobPayload<Name extends JobName> = z.output<(typeof jobPayloads)[Name]>
