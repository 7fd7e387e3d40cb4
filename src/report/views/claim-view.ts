import { z } from 'zod'
import { nameOfClaimed, type Claim } from '../../directory/claim/claim.ts'

export const claimWish = z
  .enum(['this_is_us', 'remove_us'])
  .meta({ id: 'ClaimWish', description: '`this_is_us`: to look after what the directory says. `remove_us`: not to be in the directory.' })

export const claimView = z
  .strictObject({
    wish: claimWish.meta({ description: 'What is asked for.' }),
    about: z.string().meta({ description: 'The organisation, or the service, that the claim is about.', examples: ['Example Child Helpline'] }),
    state: z
      .enum(['sent', 'confirmed', 'answered'])
      .meta({ id: 'ClaimState', description: '`sent`: not confirmed yet. `confirmed`: a person will look at it. `answered`: somebody has.' })
      .meta({ description: 'How far it is.' }),
    confirmBefore: z.iso.datetime().meta({ description: 'Until when it can be confirmed.', examples: ['2026-12-01T10:00:00.000Z'] }),
  })
  .meta({ id: 'Claim', description: 'What somebody asked for in the name of an organisation, as whoever has the link of the mail may know it.' })

/** Without the address, and without who decided what. */
export function viewClaim(claim: Claim): z.output<typeof claimView> {
  const { wish, state, expiresAt } = claim
  return { wish, about: nameOfClaimed(claim), state: state === 'sent' || state === 'confirmed' ? state : 'answered', confirmBefore: expiresAt.toISOString() }
}
