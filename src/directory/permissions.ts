import type { ApiKeyScope, OrganisationRole, PlatformRole } from '../db/generated/client.ts'
import type { Actor } from './actor.ts'

/** Where something is done: in an organisation, or in what belongs to none. */
export type Place = { organisationId: string | null }

type Grant = {
  /** Wherever it is. */
  platform: readonly PlatformRole[]
  /** In the own organisation. */
  organisation: readonly OrganisationRole[]
  /** Which scope lets a machine do it for its organisation; null when only a person may. */
  key: ApiKeyScope | null
}

const curators = ['administrator', 'curator'] as const
const administrators = ['administrator'] as const
const everybody = ['manager', 'reviewer', 'editor', 'viewer'] as const
const editors = ['manager', 'reviewer', 'editor'] as const
const reviewers = ['manager', 'reviewer'] as const
const managers = ['manager'] as const

const grant = (platform: Grant['platform'], organisation: Grant['organisation'], key: Grant['key'] = null): Grant => ({
  platform,
  organisation,
  key,
})

/**
 * Who may do what: the only place that says so. What is not here, nobody may. Listings of an unknown operator and guidance belong to
 * no organisation, so that only platform roles reach them.
 */
export const permissions = {
  'listing.read': grant(curators, everybody, 'read'),
  'listing.create': grant(curators, editors, 'edit'),
  'listing.revise': grant(curators, editors, 'edit'),
  'listing.restore': grant(curators, editors, 'edit'),
  'listing.submit': grant(curators, editors, 'edit'),
  'listing.withdraw': grant(curators, editors, 'edit'),
  'listing.approve': grant(curators, reviewers),
  'listing.return': grant(curators, reviewers),
  'listing.publish': grant(curators, reviewers),
  'listing.suspend': grant(curators, reviewers),
  'listing.resume': grant(curators, reviewers),
  'listing.retire': grant(curators, managers),
  'listing.verify': grant(curators, editors),
  'listing.assign': grant(curators, []),

  'guidance.read': grant(curators, []),
  'guidance.create': grant(curators, []),
  'guidance.revise': grant(curators, []),
  'guidance.restore': grant(curators, []),
  'guidance.submit': grant(curators, []),
  'guidance.withdraw': grant(curators, []),
  'guidance.approve': grant(curators, []),
  'guidance.return': grant(curators, []),
  'guidance.publish': grant(curators, []),
  'guidance.suspend': grant(curators, []),
  'guidance.resume': grant(curators, []),
  'guidance.retire': grant(curators, []),

  'organisation.read': grant(curators, everybody, 'read'),
  'organisation.create': grant(curators, []),
  'organisation.update': grant(curators, managers),

  'member.read': grant(curators, everybody),
  'member.change': grant(administrators, managers),
  'member.remove': grant(administrators, managers),

  'invitation.read': grant(curators, managers),
  'invitation.create': grant(curators, managers),
  'invitation.revoke': grant(curators, managers),

  'api_key.read': grant(administrators, managers),
  'api_key.create': grant(administrators, managers),
  'api_key.revoke': grant(administrators, managers),

  'problem.read': grant(curators, everybody, 'read'),
  'problem.accept': grant(curators, editors),
  'problem.dismiss': grant(curators, editors),

  'claim.read': grant(curators, []),
  'claim.accept': grant(curators, []),
  'claim.dismiss': grant(curators, []),

  'audit.read': grant(curators, managers),
  'coverage.read': grant(curators, everybody, 'read'),
  'job.read': grant(administrators, []),

  'editor.read': grant(administrators, []),
  'editor.change_role': grant(administrators, []),
  'editor.remove': grant(administrators, []),
  'editor.start_recovery': grant(administrators, []),
  'editor.confirm_recovery': grant(administrators, []),
  'platform_invitation.read': grant(administrators, []),
  'platform_invitation.create': grant(administrators, []),
  'platform_invitation.revoke': grant(administrators, []),
} as const satisfies Record<string, Grant>

export type Operation = keyof typeof permissions

export const operations = Object.keys(permissions) as readonly Operation[]

/** Whether the table lets somebody do this there. It does not ask for a second factor, nor whether the thing is in a fit state. */
export function mayDo(actor: Actor, operation: Operation, { organisationId }: Place): boolean {
  const { platform, organisation, key }: Grant = permissions[operation]
  if (actor.type === 'system') return false
  if (actor.type === 'key') {
    const isOwn = organisationId !== null && organisationId === actor.organisationId
    return isOwn && key !== null && actor.scopes.includes(key) && actor.role !== null && organisation.includes(actor.role)
  }
  if (actor.platformRole !== null && platform.includes(actor.platformRole)) return true
  return actor.memberships.some((membership) => membership.organisationId === organisationId && organisation.includes(membership.role))
}

/** The operation that reveals that a thing of this kind exists: who may not do it is told that there is no such thing. */
export function readingOf(operation: Operation): Operation {
  const reading = `${operation.slice(0, operation.indexOf('.'))}.read`
  return reading in permissions ? (reading as Operation) : operation
}

/** Reviewers and above decide what the public sees, so a stolen password must not be enough. */
export function needsSecondFactor(actor: Actor): boolean {
  if (actor.type !== 'editor') return false
  const decides = (role: OrganisationRole) => role === 'manager' || role === 'reviewer'
  return actor.platformRole !== null || actor.memberships.some(({ role }) => decides(role))
}
