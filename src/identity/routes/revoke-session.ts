import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { postRoute } from '../post-route.ts'
import { requireSession } from '../require-session.ts'
import { done, doneView } from '../views/done-view.ts'

export const revokeSession = postRoute({
  url: '/v1/sign-in/sessions/:session/revoke',
  operationId: 'revokeSession',
  summary: 'End one of your sessions, such as on a lost device.',
  description: 'It holds from the next request of that browser on. Ending the session that asks is signing out.',
  body: z.object({}),
  answer: { description: 'It has ended.', schema: doneView },
  problems: ['not_signed_in', 'no_such_thing'],
  async run(identity, _body, request) {
    const { editor } = await requireSession(identity, request)
    const read = z.uuid().safeParse((request.params as { session: string }).session)
    const { count } = read.success ? await identity.database.prisma.signInSession.deleteMany({ where: { id: read.data, editorId: editor.id } }) : { count: 0 }
    if (count === 0) throw new ProblemError('no_such_thing', 'You have no session with this id.')
    return done
  },
})
