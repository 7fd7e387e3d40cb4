import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { unknownAddress } from '../../directory/editor/offer-administration.ts'
import { acceptInvitation, type Acceptance } from '../../directory/invitation/accept-invitation.ts'
import { findInvitation, type OpenInvitation } from '../../directory/invitation/find-invitation.ts'
import type { Fault } from '../../lib/errors.ts'
import { emailField, newPasswordField, personField, tokenField } from '../fields.ts'
import type { Identity } from '../identity.ts'
import { invalidBody } from '../invalid-body.ts'
import { guardAttempt } from '../pace/guard-attempt.ts'
import { checkPasswordStrength } from '../password/check-password-strength.ts'
import { postRoute } from '../post-route.ts'
import { readSession } from '../session/read-session.ts'

const acceptedView = z
  .object({
    editor: z.uuid(),
    next: z.enum(['password', 'oidc']).nullable().meta({ description: 'How to sign in now; null for somebody who is signed in.' }),
  })
  .meta({ id: 'InvitationAccepted', description: 'Somebody has become an editor, or has one role more.' })

const body = z.object({
  token: tokenField,
  name: personField.optional(),
  password: newPasswordField.optional().meta({ description: 'Left out by whoever is signed in, or will sign in with the OpenID provider.' }),
  email: emailField.optional().meta({ description: 'Your address, where the link does not say for whom it is: that of the first administrator.' }),
})

type Sent = z.output<typeof body>

export const acceptInvitationRoute = postRoute({
  url: '/v1/sign-in/invitations/accept',
  operationId: 'acceptInvitation',
  summary: 'Accept an invitation, and become an editor.',
  description:
    'The account gets the address that was invited. Whoever has an account signs in with it before, so that a link that was passed on ' +
    'gives nobody else a membership.',
  body,
  answer: { description: 'It is accepted.', schema: acceptedView },
  problems: ['no_such_thing', 'link_not_valid', 'account_exists', 'other_account', 'already_exists', 'too_many_attempts'],
  async run(identity, sent, request): Promise<z.output<typeof acceptedView>> {
    const { database, now } = identity
    const session = await readSession(identity, request.headers.cookie)
    // Looked at before the password is: hashing is work, and not for everybody.
    const invitation = await inTransaction(database, (transaction) => findInvitation(transaction, sent.token, now()))
    const newcomer = session === null ? await guardAttempt(identity, invitation.id, () => readNewcomer(identity, sent, invitation)) : null
    const signedIn = session === null ? null : { id: session.editor.id, email: session.editor.email }
    const { editorId } = await inTransaction(database, (transaction) => acceptInvitation(transaction, { token: sent.token, signedIn, newcomer }, now()))
    return { editor: editorId, next: newcomer === null ? null : newcomer.passwordHash === null ? 'oidc' : 'password' }
  },
})

async function readNewcomer(
  { oidc, passwords, database }: Identity,
  { name, password, email }: Sent,
  invitation: OpenInvitation,
): Promise<Acceptance['newcomer']> {
  const isOpen = invitation.email === unknownAddress
  const address = isOpen ? (email ?? null) : invitation.email
  // Whoever has an account is told so, instead of being asked for another password.
  if (address !== null && (await database.prisma.editor.findUnique({ where: { email: address }, select: { id: true } })) !== null) return null
  const faults: (Fault & { pointer: string })[] = []
  if (name === undefined) faults.push({ pointer: '/name', code: 'missing', detail: 'is missing' })
  if (isOpen && email === undefined) faults.push({ pointer: '/email', code: 'missing', detail: 'is missing: this link does not say for whom it is' })
  if (!isOpen && email !== undefined) faults.push({ pointer: '/email', code: 'conflict', detail: 'stands in the invitation; leave it out' })
  if (password === undefined && (oidc === null || isOpen)) faults.push({ pointer: '/password', code: 'missing', detail: 'is missing' })
  if (password !== undefined) {
    const known = [name, address, invitation.organisation?.name].filter((text) => typeof text === 'string')
    const weakness = await checkPasswordStrength(password, known)
    if (weakness !== null) faults.push({ pointer: '/password', code: 'invalid_value', detail: weakness })
  }
  if (faults.length > 0 || name === undefined) throw invalidBody(faults)
  return { name, email: email ?? null, passwordHash: password === undefined ? null : await passwords.hash(password) }
}
