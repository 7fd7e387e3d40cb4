import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { findEditor } from '../../directory/editor/find-editor.ts'
import { postRoute } from '../post-route.ts'
import { notSignedIn, requireSession } from '../require-session.ts'
import { done, doneView } from '../views/done-view.ts'

export const revokeOtherSessions = postRoute({
  url: '/v1/sign-in/sessions/revoke-others',
  operationId: 'revokeOtherSessions',
  summary: 'End all of your sessions but this one, and sign-ins that wait for their code.',
  description: 'For the day on which you are not sure where you are still signed in. Keys of machines go on working.',
  body: z.object({}),
  answer: { description: 'They have ended.', schema: doneView },
  problems: ['not_signed_in'],
  async run(identity, _body, request) {
    const { id, editor } = await requireSession(identity, request)
    await inTransaction(identity.database, async (transaction) => {
      // Locked first, as whatever ends sessions does it: two at once would wait for each other.
      if ((await findEditor(transaction, editor.id)) === null) throw notSignedIn()
      // Tokens first: a sign-in that still found its own has its session here.
      await transaction.signInToken.deleteMany({ where: { value: editor.id } })
      await transaction.signInSession.deleteMany({ where: { editorId: editor.id, id: { not: id } } })
    })
    return done
  },
})
