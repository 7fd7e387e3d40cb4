import type { ApiKeyScope, OrganisationRole, PlatformRole } from '../db/generated/client.ts'

/** Who a request is from, as far as its cookie or key says. What that person or machine may do is read with `readActor`. */
export type Principal =
  /** `secondFactor`: this session was signed in with it. */
  | { type: 'editor'; id: string; secondFactor: boolean }
  | { type: 'key'; id: string }
  | { type: 'system'; name: string }

/** Who acts, with everything that permissions ask about. */
export type Actor =
  | {
      type: 'editor'
      id: string
      secondFactor: boolean
      platformRole: PlatformRole | null
      memberships: readonly { organisationId: string; role: OrganisationRole }[]
    }
  /** A machine does at most what its owner may do, and never what needs a person. */
  | {
      type: 'key'
      id: string
      ownerId: string
      organisationId: string
      role: OrganisationRole | null
      scopes: readonly ApiKeyScope[]
    }
  | { type: 'system'; name: string }

/** How an actor is written down: without a name or an address, so that the audit stays whole when somebody's data is removed. */
export function actorName(actor: Actor): string {
  return actor.type === 'system' ? `system:${actor.name}` : `${actor.type}:${actor.id}`
}
