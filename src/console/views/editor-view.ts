import { z } from 'zod'
import { abilitiesWithEditors } from '../../directory/editor/abilities-with-editors.ts'
import { editorTag } from '../../directory/editor/change-platform-role.ts'
import type { EditorFacts } from '../../directory/editor/editor-facts.ts'
import { platformRoleField } from '../../directory/invitation/platform-role-field.ts'
import { organisationRoleField } from '../../directory/member/organisation-role-field.ts'
import { readNames } from '../../directory/read-names.ts'
import type { Viewer } from '../command-route.ts'
import { abilitiesView, actorView, timeView, viewActor } from './shared-views.ts'

export const editorView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable().meta({ description: 'Null for somebody who was removed.' }),
    platformRole: platformRoleField.nullable(),
    secondFactor: z.boolean().meta({ description: 'Whether they have set one up.' }),
    memberships: z.array(z.object({ organisationId: z.uuid(), role: organisationRoleField })),
    recovery: z
      .object({ askedBy: actorView, confirmed: z.boolean(), expiresAt: timeView })
      .nullable()
      .meta({ description: 'A new password and second factor that somebody asked for, and another administrator must confirm.' }),
    createdAt: timeView,
    removedAt: timeView.nullable(),
    abilities: abilitiesView,
  })
  .meta({ id: 'Editor', description: 'A person who may sign in. For administrators.' })

export async function viewEditors(
  { transaction, actor, now }: Pick<Viewer, 'transaction' | 'actor' | 'now'>,
  editors: readonly EditorFacts[],
): Promise<z.output<typeof editorView>[]> {
  const standings = await abilitiesWithEditors(transaction, actor, editors, now)
  const names = await readNames(transaction, [...standings.values()].map(({ recovery }) => recovery?.askedBy ?? ''))
  return editors.map(({ id, name, email, platformRole, secondFactor, memberships, createdAt, removedAt }) => {
    const { recovery = null, abilities = [] } = standings.get(id) ?? {}
    return {
      id,
      name,
      email: removedAt === null ? email : null,
      platformRole,
      secondFactor,
      memberships: [...memberships],
      recovery:
        recovery === null
          ? null
          : { askedBy: viewActor(recovery.askedBy, names), confirmed: recovery.confirmed, expiresAt: recovery.expiresAt.toISOString() },
      createdAt: createdAt.toISOString(),
      removedAt: removedAt?.toISOString() ?? null,
      abilities,
    }
  })
}

/** One, with the tag that a change of their role wants. */
export async function viewEditor(viewer: Pick<Viewer, 'transaction' | 'actor' | 'now'>, editor: EditorFacts): Promise<{ body: unknown; tag: string }> {
  const [body] = await viewEditors(viewer, [editor])
  return { body, tag: editorTag(editor) }
}
