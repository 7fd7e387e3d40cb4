import type { OrganisationRole } from '../db/generated/client.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Actor, Principal } from './actor.ts'

/**
 * What somebody may do at this moment. Removed people, and keys that were revoked or have expired, are nobody. The rows stay locked
 * against change until the transaction ends: who loses a role meanwhile loses it before the command or after it, never in it.
 *
 * @returns null when there is nobody
 */
export async function readActor(transaction: Transaction, principal: Principal, now: Date): Promise<Actor | null> {
  if (principal.type === 'system') return principal
  if (principal.type === 'editor') {
    const person = await readEditor(transaction, principal.id)
    return person === null ? null : { type: 'editor', id: principal.id, secondFactor: principal.secondFactor, ...person }
  }
  const keys = await transaction.$queryRaw<{ ownerId: string; organisationId: string; scopes: ('read' | 'edit')[] }[]>`
    SELECT "owner_id"::text AS "ownerId", "organisation_id"::text AS "organisationId", "scopes"::text[] AS "scopes"
    FROM "api_key" WHERE "id" = ${principal.id}::uuid AND "revoked_at" IS NULL AND "expires_at" > ${now}::timestamptz
    FOR SHARE`
  const [key] = keys
  if (key === undefined) return null
  const owner = await readEditor(transaction, key.ownerId)
  if (owner === null) return null
  const role = owner.memberships.find(({ organisationId }) => organisationId === key.organisationId)?.role ?? null
  return { type: 'key', id: principal.id, ...key, role: role === null ? null : atMostEditor(role) }
}

async function readEditor(transaction: Transaction, id: string) {
  const people = await transaction.$queryRaw<{ platformRole: 'administrator' | 'curator' | null }[]>`
    SELECT "platform_role"::text AS "platformRole" FROM "editor" WHERE "id" = ${id}::uuid AND "removed_at" IS NULL FOR SHARE`
  const [person] = people
  if (person === undefined) return null
  const memberships = await transaction.$queryRaw<{ organisationId: string; role: OrganisationRole }[]>`
    SELECT "organisation_id"::text AS "organisationId", "role"::text AS "role" FROM "membership"
    WHERE "editor_id" = ${id}::uuid ORDER BY "organisation_id" FOR SHARE`
  return { platformRole: person.platformRole, memberships }
}

function atMostEditor(role: OrganisationRole): OrganisationRole {
  return role === 'viewer' ? 'viewer' : 'editor'
}
