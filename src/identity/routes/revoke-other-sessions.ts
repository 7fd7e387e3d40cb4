import { z } from 'zod'
import { postRoute } from '../post-route.ts'
import { requireSession } from '../require-session.ts'
import { done, doneView } from '../views/done-view.ts'

export const revokeOtherSessions = postRoute({
  url: '/v1/sign-in/sessions/revoke-others',
  operationId: 'revokeOtherSessions',
  summary: 'End all of your sessions but this one.',
  description: 'For the day on which you are not sure where you are still signed in. Keys of machines go on working.',
  body: z.object({}),
  answer: { description: 'They have ended.', schema: doneView },
  problems: ['not_signed_in'],
  async run(identity, _body, request) {
    const { id, editor } = await requireSession(identity, request)
    await identity.database.prisma.signInSession.deleteMany({ where: { editorId: editor.id, id: { not: id } } })
    return done
  },
})
