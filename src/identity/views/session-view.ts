import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { needsSecondFactor } from '../../directory/permissions.ts'
import type { Session } from '../session/read-session.ts'
import { idleLimit, longestSession } from '../session/session-limits.ts'

const membershipView = z.object({
  organisation: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
  role: z.enum(['manager', 'reviewer', 'editor', 'viewer']),
})

export const sessionView = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    endsAt: z.iso.datetime().meta({ description: 'When it ends, unless it is used before; it lasts a week at most.' }),
    secondFactor: z.object({
      enrolled: z.boolean().meta({ description: 'Whether the account has one.' }),
      used: z.boolean().meta({ description: 'Whether it was shown in this session.' }),
      required: z.boolean().meta({ description: 'Whether your roles need it: without it nothing can be changed.' }),
    }),
    editor: z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      platformRole: z.enum(['administrator', 'curator']).nullable(),
      memberships: z.array(membershipView),
    }),
  })
  .meta({ id: 'Session', description: 'Somebody who is signed in.' })

/** What somebody who is signed in is told about themselves. */
export async function viewSession({ prisma }: Database, session: Session): Promise<z.output<typeof sessionView>> {
  const { editor, secondFactorAt, createdAt, seenAt } = session
  const memberships = await prisma.membership.findMany({
    where: { editorId: editor.id },
    select: { role: true, organisationId: true, organisation: { select: { id: true, slug: true, name: true } } },
    orderBy: { organisation: { name: 'asc' } },
  })
  const used = secondFactorAt !== null
  const ends = Math.min(createdAt.getTime() + longestSession, seenAt.getTime() + idleLimit(editor.platformRole))
  return {
    id: session.id,
    createdAt: createdAt.toISOString(),
    endsAt: new Date(ends).toISOString(),
    secondFactor: {
      enrolled: editor.twoFactorEnabled,
      used,
      required: needsSecondFactor({ type: 'editor', id: editor.id, secondFactor: used, platformRole: editor.platformRole, memberships }),
    },
    editor: {
      id: editor.id,
      name: editor.name,
      email: editor.email,
      platformRole: editor.platformRole,
      memberships: memberships.map(({ organisation, role }) => ({ organisation: { id: organisation.id, slug: organisation.slug, name: organisation.name }, role })),
    },
  }
}
