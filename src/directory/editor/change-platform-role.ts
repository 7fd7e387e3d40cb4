import { z } from 'zod'
import { prose } from '../../help/plain-text.ts'
import { ProblemError } from '../../lib/errors.ts'
import { defineCommand, type Done } from '../command.ts'
import { viewEditor, type EditorFacts } from './editor-facts.ts'
import { findEditor } from './find-editor.ts'
import { hasAdministrator } from './has-administrator.ts'

/** Gives somebody a role on the whole installation, or takes it away. There is always an administrator. */
export const changePlatformRole = defineCommand({
  operation: 'editor.change_role',
  input: z.object({
    id: z.uuid().meta({ description: 'The id of the editor.' }),
    platformRole: z.enum(['administrator', 'curator']).nullable().meta({ description: 'Null: none beside the roles in organisations.' }),
    reason: prose(2000).meta({ description: 'Why, for those who come later.' }),
  }),
  async find({ transaction }, { id }) {
    const found = await findEditor(transaction, id)
    return found === null ? null : { ...found, tag: editorTag(found.editor) }
  },
  compare: (_context, { editor }) => Promise.resolve({ current: { platformRole: editor.platformRole } }),
  async run({ transaction, now }, { id, platformRole, reason }, { editor }): Promise<Done<EditorFacts>> {
    if (platformRole === editor.platformRole) throw new ProblemError('wrong_state', 'They have this role already.')
    if (editor.platformRole === 'administrator') await requireOther(transaction, id)
    const changed = await transaction.editor.update({ where: { id }, data: { platformRole, updatedAt: now }, include: { memberships: true } })
    return {
      result: viewEditor(changed),
      audit: { subject: 'editor', subjectId: id, before: { platformRole: editor.platformRole }, after: { platformRole }, reason },
    }
  },
})

/** What an administrator saw before deciding about the role of somebody. */
export function editorTag({ platformRole, updatedAt }: Pick<EditorFacts, 'platformRole' | 'updatedAt'>): string {
  return `${platformRole ?? 'none'}.${updatedAt.getTime()}`
}

/** @throws ProblemError when nobody else runs the installation; administrators who leave at once wait for each other. */
export async function requireOther(transaction: Parameters<typeof hasAdministrator>[0], id: string): Promise<void> {
  await transaction.$executeRaw`SELECT FROM "editor" WHERE "platform_role" = 'administrator' ORDER BY "id" FOR UPDATE`
  if (!(await hasAdministrator(transaction, id))) throw new ProblemError('wrong_state', 'Somebody must run the installation: make another administrator first.')
}
