import { z } from 'zod'

const name = z.string().max(300)
const day = z.iso.date()

/** What makes the link of a mail work, for whoever has it. Null once it was taken away: see `redactMail`. */
const token = z.string().min(20).max(200).nullable()

const mail = <Template extends string, Data extends z.ZodRawShape>(template: Template, data: Data) =>
  z.strictObject({ to: z.email().max(254), template: z.literal(template), data: z.strictObject(data) })

/**
 * A mail that is to be sent: to whom, which text of src/mail/english.ts, and the facts that stand in it. Links are made when it is
 * sent, from `PUBLIC_URL` and the token.
 */
export const mailPayload = z.discriminatedUnion('template', [
  /** To become a member; `organisation` is null for a role on the whole installation. */
  mail('invitation', { organisation: name.nullable(), role: z.string().max(40), token, expiresAt: day }),
  /** A new password and second factor, after two administrators agreed. */
  mail('account_recovery', { token, expiresAt: day }),
  /** “This is us” or “remove us”: proof that somebody reads this address. `about` is the organisation or listing. */
  mail('claim_confirmation', { about: name, wish: z.enum(['this_is_us', 'remove_us']), token, expiresAt: day }),
  mail('claim_answer', { about: name, wish: z.enum(['this_is_us', 'remove_us']), accepted: z.boolean() }),
  /** To the old address and to the new one. */
  mail('contact_address_changed', { organisation: name, address: z.enum(['old', 'new']) }),
  mail('checks_due', {
    organisation: name,
    due: z.array(z.strictObject({ name, slug: name, day })).max(500),
    /** Those that the public will not see any more from that day on. */
    hidden: z.array(z.strictObject({ name, slug: name, day })).max(500),
  }),
  mail('problem_urgent', { listing: name, slug: name, kind: z.string().max(40), count: z.int().positive() }),
  /** What came of looking at its links, a line each. */
  mail('links_dead', { listing: name, slug: name, links: z.array(z.string().max(3000)).min(1).max(20) }),
])

export type MailPayload = z.output<typeof mailPayload>

/** The same without what makes its link work: so is it kept when it was sent, or will never be. */
export function redactMail(payload: MailPayload): MailPayload {
  return 'token' in payload.data ? ({ ...payload, data: { ...payload.data, token: null } } as MailPayload) : payload
}
