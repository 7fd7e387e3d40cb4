import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { unknownAddress } from '../../directory/editor/offer-administration.ts'
import { findInvitation } from '../../directory/invitation/find-invitation.ts'
import { tokenField } from '../fields.ts'
import { getRoute } from '../get-route.ts'
import { maskAddress } from '../mask-address.ts'

const invitationView = z
  .object({
    organisation: z.string().nullable().meta({ description: 'Its name; null for a role on the whole installation.' }),
    role: z.enum(['administrator', 'curator', 'manager', 'reviewer', 'editor', 'viewer']),
    email: z.string().nullable().meta({ description: 'For whom it is, as only they recognise it; null for whoever has the link.' }),
    expiresAt: z.iso.datetime(),
    accept: z
      .object({ method: z.literal('POST'), path: z.literal('/v1/sign-in/invitations/accept'), fields: z.array(z.string()) })
      .meta({ description: 'How to accept it: the address, and the fields of its JSON.' }),
  })
  .meta({ id: 'InvitationOffer', description: 'What an invitation offers.' })

export const getInvitation = getRoute({
  url: '/v1/sign-in/invitations/:token',
  operationId: 'getInvitation',
  summary: 'Get what the link of an invitation offers.',
  description:
    'Shows for what and, as far as only they recognise it, for whom the invitation is. Accepts nothing, so that programs ' +
    'which follow the links of a mail do no harm. 410 once the link was used, taken back or is too old.',
  params: z.object({ token: tokenField }),
  answer: { description: 'What it offers, and how to accept it.', schema: invitationView },
  problems: ['no_such_thing', 'link_not_valid'],
  async run({ database, now, oidc }, { params: { token = '' } }): Promise<z.output<typeof invitationView>> {
    const { organisation, role, platformRole, email, expiresAt } = await inTransaction(database, (transaction) => findInvitation(transaction, token, now()))
    const isOpen = email === unknownAddress
    return {
      organisation: organisation?.name ?? null,
      role: role ?? platformRole ?? 'viewer',
      email: isOpen ? null : maskAddress(email),
      expiresAt: expiresAt.toISOString(),
      accept: {
        method: 'POST',
        path: '/v1/sign-in/invitations/accept',
        fields: ['token', ...(isOpen ? ['email'] : []), 'name', oidc === null ? 'password' : 'password (leave it out to sign in with OpenID)'],
      },
    }
  },
})
