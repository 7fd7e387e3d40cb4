import { Prisma } from '../../db/generated/client.ts'
import type { PlatformRole } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import { newIds } from '../../lib/new-ids.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { unknownAddress } from '../editor/offer-administration.ts'
import { writePassword } from '../editor/write-password.ts'
import { findInvitation, type OpenInvitation } from './find-invitation.ts'

/** Who accepts: somebody who is signed in, or somebody new. */
export type Acceptance = {
  token: string
  /** The editor who is signed in; null when nobody is. */
  signedIn: { id: string; email: string } | null
  /** What a new editor is called, and how they sign in: null where it is with the OpenID provider only. */
  newcomer: { name: string; passwordHash: string | null; email: string | null } | null
}

export type Accepted = { editorId: string; email: string; isNew: boolean }

/**
 * Accepts an invitation, once. A new editor gets the address that was invited; an existing one must be signed in with it, so that a
 * link that was passed on gives nobody else a membership.
 *
 * @throws ProblemError as `findInvitation` does; `account_exists`, `other_account`, `already_exists`, `invalid_body`
 */
export async function acceptInvitation(transaction: Transaction, { token, signedIn, newcomer }: Acceptance, now: Date): Promise<Accepted> {
  const invitation = await findInvitation(transaction, token, now)
  const isOpen = invitation.email === unknownAddress
  const email = isOpen ? (signedIn?.email ?? newcomer?.email ?? null) : invitation.email
  if (email === null) throw missing('email', 'is missing: this link does not say for whom it is')
  if (signedIn !== null && signedIn.email !== email) {
    throw new ProblemError('other_account', 'The invitation is for another address than the one you are signed in with.')
  }
  // The link was sent to this address, and somebody who has it is here.
  if (signedIn !== null && !isOpen) await transaction.editor.update({ where: { id: signedIn.id }, data: { emailVerified: true } })
  const editorId = signedIn?.id ?? (await addEditor(transaction, { email, emailVerified: !isOpen, newcomer }, now))
  await grant(transaction, invitation, editorId, now)
  await transaction.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: now, acceptedBy: editorId } })
  const { id: subjectId, organisationId, role, platformRole } = invitation
  await recordAudit(transaction, {
    at: now,
    actor: `editor:${editorId}`,
    action: 'invitation.accept',
    subject: 'invitation',
    subjectId,
    after: { editor: editorId, role: role ?? platformRole },
    ...(organisationId === null ? {} : { organisationId }),
  })
  return { editorId, email, isNew: signedIn === null }
}

async function addEditor(
  transaction: Transaction,
  { email, emailVerified, newcomer }: { email: string; emailVerified: boolean; newcomer: Acceptance['newcomer'] },
  now: Date,
): Promise<string> {
  const taken = new ProblemError('account_exists', 'There is an account with this address: sign in with it, and accept the invitation then.')
  if ((await transaction.editor.findUnique({ where: { email }, select: { id: true } })) !== null) throw taken
  if (newcomer === null) throw missing('name', 'is missing')
  const [id = ''] = newIds(now, 1)
  try {
    await transaction.editor.create({ data: { id, email, emailVerified, name: newcomer.name, createdAt: now, updatedAt: now } })
  } catch (error) {
    // Two invitations of one address, accepted at once.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw taken
    throw error
  }
  if (newcomer.passwordHash !== null) await writePassword(transaction, id, newcomer.passwordHash, now)
  return id
}

async function grant(transaction: Transaction, { organisationId, role, platformRole }: OpenInvitation, editorId: string, now: Date): Promise<void> {
  if (organisationId !== null && role !== null) {
    const [id = ''] = newIds(now, 1)
    const { count } = await transaction.membership.createMany({
      data: { id, editorId, organisationId, role, createdAt: now, updatedAt: now },
      skipDuplicates: true,
    })
    if (count === 0) throw new ProblemError('already_exists', 'You are a member of this organisation already. Its managers change your role.')
    return
  }
  const { platformRole: before } = await transaction.editor.findUniqueOrThrow({ where: { id: editorId }, select: { platformRole: true } })
  await transaction.editor.update({ where: { id: editorId }, data: { platformRole: higher(before, platformRole), updatedAt: now } })
}

/** An invitation never takes anything away. */
function higher(before: PlatformRole | null, offered: PlatformRole | null): PlatformRole | null {
  return before === 'administrator' ? before : (offered ?? before)
}

function missing(name: string, detail: string): ProblemError {
  return new ProblemError('invalid_body', `/${name}: ${detail}.`, { faults: [{ pointer: `/${name}`, code: 'missing', detail }] })
}
