import type { OrganisationRole } from '../../db/generated/client.ts'
import type { Subject } from '../command.ts'

/** A person in an organisation. */
export type Member = Subject & {
  organisationId: string
  editorId: string
  name: string
  email: string
  role: OrganisationRole
  /** Whether they have set one up. */
  secondFactor: boolean
  since: Date
  /** Whether nobody else manages the organisation. */
  isLastManager: boolean
  tag: string
}

type Row = {
  organisationId: string
  role: OrganisationRole
  createdAt: Date
  updatedAt: Date
  editor: { id: string; name: string; email: string; twoFactorEnabled: boolean }
}

/** @param managers how many the organisation has */
export function toMember({ organisationId, role, createdAt, updatedAt, editor }: Row, managers: number): Member {
  return {
    organisationId,
    editorId: editor.id,
    name: editor.name,
    email: editor.email,
    role,
    secondFactor: editor.twoFactorEnabled,
    since: createdAt,
    isLastManager: role === 'manager' && managers === 1,
    tag: `${role}.${updatedAt.getTime()}`,
  }
}

export const memberFields = {
  organisationId: true,
  role: true,
  createdAt: true,
  updatedAt: true,
  editor: { select: { id: true, name: true, email: true, twoFactorEnabled: true } },
} as const
