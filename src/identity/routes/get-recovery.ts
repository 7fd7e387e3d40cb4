import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { findRecovery } from '../../directory/editor/use-recovery.ts'
import { tokenField } from '../fields.ts'
import { getRoute } from '../get-route.ts'
import { maskAddress } from '../mask-address.ts'

const recoveryView = z
  .object({
    email: z.string().meta({ description: 'Whose account it is, as only they recognise it.' }),
    expiresAt: z.iso.datetime(),
    accept: z
      .object({ method: z.literal('POST'), path: z.literal('/v1/sign-in/recoveries/accept'), fields: z.array(z.string()) })
      .meta({ description: 'How to use it: the address, and the fields of its JSON.' }),
  })
  .meta({ id: 'RecoveryOffer', description: 'What the link of a recovery is for.' })

export const getRecovery = getRoute({
  url: '/v1/sign-in/recoveries/:token',
  operationId: 'getRecovery',
  summary: 'Get what the link of a recovery is for.',
  description:
    'Shows whose account it is, as only they recognise it, and how to go on. 410 once the link was used or is too old.',
  params: z.object({ token: tokenField }),
  answer: { description: 'For whom it is, and how to use it.', schema: recoveryView },
  problems: ['no_such_thing', 'link_not_valid'],
  async run({ database, now }, { params: { token = '' } }): Promise<z.output<typeof recoveryView>> {
    const { editor, expiresAt } = await inTransaction(database, (transaction) => findRecovery(transaction, token, now()))
    return {
      email: maskAddress(editor.email),
      expiresAt: expiresAt.toISOString(),
      accept: { method: 'POST', path: '/v1/sign-in/recoveries/accept', fields: ['token', 'password'] },
    }
  },
})
