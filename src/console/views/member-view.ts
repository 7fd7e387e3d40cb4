import { z } from 'zod'
import type { Actor } from '../../directory/actor.ts'
import { allowedOperations } from '../../directory/allowed-operations.ts'
import { abilitiesWithMember } from '../../directory/member/abilities-with-member.ts'
import type { Member } from '../../directory/member/member.ts'
import { organisationRoleField } from '../../directory/member/organisation-role-field.ts'
import { abilitiesView, timeView } from './shared-views.ts'

export const memberView = z
  .object({
    organisationId: z.uuid(),
    editorId: z.uuid(),
    name: z.string(),
    email: z.string().nullable().meta({ description: 'For those who may change members, and for the member. Null for others.' }),
    role: organisationRoleField,
    secondFactor: z.boolean().nullable().meta({ description: 'Whether they have set one up; null as `email` is.' }),
    since: timeView,
    abilities: abilitiesView,
  })
  .meta({ id: 'Member', description: 'A person in an organisation.' })

export function viewMember(actor: Actor, member: Member): { body: z.output<typeof memberView>; tag: string } {
  const { organisationId, editorId, name, email, role, secondFactor, since, tag } = member
  const isSelf = actor.type === 'editor' && actor.id === editorId
  const isOpen = isSelf || allowedOperations(actor, ['member.change'], member).length > 0
  const body = {
    organisationId,
    editorId,
    name,
    email: isOpen ? email : null,
    role,
    secondFactor: isOpen ? secondFactor : null,
    since: since.toISOString(),
    abilities: abilitiesWithMember(actor, member),
  }
  return { body, tag }
}
