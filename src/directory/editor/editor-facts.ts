import type { Editor, Membership, OrganisationRole, PlatformRole } from '../../db/generated/client.ts'

/** A person, as administrators see them. */
export type EditorFacts = {
  id: string
  name: string
  email: string
  platformRole: PlatformRole | null
  secondFactor: boolean
  memberships: readonly { organisationId: string; role: OrganisationRole }[]
  createdAt: Date
  updatedAt: Date
  removedAt: Date | null
}

export function viewEditor(row: Editor & { memberships: readonly Membership[] }): EditorFacts {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    platformRole: row.platformRole,
    secondFactor: row.twoFactorEnabled,
    memberships: row.memberships.map(({ organisationId, role }) => ({ organisationId, role })),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    removedAt: row.removedAt,
  }
}
