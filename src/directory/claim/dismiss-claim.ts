import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import type { Done } from '../command.ts'
import { defineCommand } from '../command.ts'
import { reasonField } from '../life/fields.ts'
import { nameOfClaimed, type Claim } from './claim.ts'
import { closeClaim } from './close-claim.ts'
import { readClaim } from './read-claim.ts'

/** Does not do what was asked. Who asked is told so, without the reason. */
export const dismissClaim = defineCommand({
  operation: 'claim.dismiss',
  input: z.object({ id: z.uuid(), reason: reasonField }),
  find: ({ transaction }, { id }) => readClaim(transaction, { id }),
  async run(context, { reason }, claim): Promise<Done<Claim>> {
    if (claim.state !== 'confirmed') throw new ProblemError('wrong_state', 'Only a claim that was confirmed, and not answered yet, is dismissed.')
    const result = await closeClaim(context, claim, 'dismissed', reason)
    const { email, wish } = claim
    await context.enqueue('send-mail', { to: email, template: 'claim_answer', data: { about: nameOfClaimed(claim), wish, accepted: false } })
    return {
      result,
      audit: {
        subject: 'claim',
        subjectId: claim.id,
        before: { state: claim.state },
        after: { state: 'dismissed', wish },
        reason,
        ...(claim.organisation === null ? {} : { organisationId: claim.organisation.id }),
      },
    }
  },
})
