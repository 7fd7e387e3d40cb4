import { z } from 'zod'
import { getRoute } from '../get-route.ts'
import { requireSession } from '../require-session.ts'
import { idleLimit, longestSession } from '../session/session-limits.ts'

const sessionsView = z
  .object({
    sessions: z.array(
      z.object({
        id: z.uuid(),
        createdAt: z.iso.datetime(),
        seenAt: z.iso.datetime().meta({ description: 'The last request, to five minutes.' }),
        secondFactor: z.boolean(),
        current: z.boolean().meta({ description: 'Whether it is the one that asks.' }),
      }),
    ),
  })
  .meta({ id: 'Sessions', description: 'Where you are signed in. Nothing is kept about devices or places.' })

export const listSessions = getRoute({
  url: '/v1/sign-in/sessions',
  operationId: 'listSessions',
  summary: 'List where you are signed in.',
  description:
    'One entry for each browser in which you signed in and did not sign out. End what you do not recognise with ' +
    '`/v1/sign-in/sessions/{session}/revoke`, and choose another password.',
  answer: { description: 'Your sessions, the newest first.', schema: sessionsView },
  problems: ['not_signed_in'],
  async run(identity, request): Promise<z.output<typeof sessionsView>> {
    const { id, editor } = await requireSession(identity, request)
    const at = identity.now().getTime()
    const rows = await identity.database.prisma.signInSession.findMany({
      where: {
        editorId: editor.id,
        createdAt: { gt: new Date(at - longestSession) },
        seenAt: { gt: new Date(at - idleLimit(editor.platformRole)) },
      },
      orderBy: { id: 'desc' },
    })
    return {
      sessions: rows.map((row) => ({
        id: row.id,
        createdAt: row.createdAt.toISOString(),
        seenAt: row.seenAt.toISOString(),
        secondFactor: row.secondFactorAt !== null,
        current: row.id === id,
      })),
    }
  },
})
