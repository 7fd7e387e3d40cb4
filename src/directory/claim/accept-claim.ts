import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import type { CommandContext, Done } from '../command.ts'
import { defineCommand } from '../command.ts'
import { insertInvitation } from '../invitation/insert-invitation.ts'
import { optionalReasonField } from '../life/fields.ts'
import { organisationFields } from '../organisation/organisation-fields.ts'
import { nameOfClaimed, type Claim } from './claim.ts'
import { closeClaim } from './close-claim.ts'
import { foundOrganisation } from './found-organisation.ts'
import { readClaim } from './read-claim.ts'
import { removeClaimed } from './remove-claimed.ts'

/**
 * Does what an organisation without an account asks for. “This is us”: whoever proved to read mail there is invited as a manager; a
 * listing of unknown operator gets an organisation first. “Remove us”: everything of theirs is retired, and their address forgotten.
 */
export const acceptClaim = defineCommand({
  operation: 'claim.accept',
  input: z.object({
    id: z.uuid(),
    organisationName: organisationFields.name
      .nullable()
      .default(null)
      .meta({ description: 'What the organisation is called, where the claim is about a listing of unknown operator. Without it the name of the listing.' }),
    reason: optionalReasonField,
  }),
  find: ({ transaction }, { id }) => readClaim(transaction, { id }),
  async run(context, { organisationName, reason }, claim): Promise<Done<Claim>> {
    if (claim.state !== 'confirmed') throw new ProblemError('wrong_state', 'Only a claim that was confirmed, and not answered yet, is accepted.')
    if (claim.hasManagers) {
      throw new ProblemError('wrong_state', 'The organisation has managers meanwhile: they invite others, or have their listings retired. Dismiss the claim.')
    }
    const done = claim.wish === 'remove_us' ? await removeClaimed(context, claim) : await invite(context, claim, organisationName)
    const result = await closeClaim(context, claim, 'accepted', reason)
    return {
      result,
      audit: {
        subject: 'claim',
        subjectId: claim.id,
        before: { state: claim.state },
        after: { state: 'accepted', wish: claim.wish, ...done },
        ...(reason === null ? {} : { reason }),
        ...(claim.organisation === null ? {} : { organisationId: claim.organisation.id }),
      },
    }
  },
})

async function invite(context: CommandContext, claim: Claim, organisationName: string | null) {
  const organisation = claim.organisation ?? (await foundOrganisation(context, claim, organisationName ?? nameOfClaimed(claim)))
  const { id: invitation } = await insertInvitation(context, { email: claim.email, organisation, role: 'manager' })
  return { organisation: organisation.id, invitation }
}
