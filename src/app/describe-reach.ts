import { consoleRoutes } from '../console/index.ts'
import { permissions } from '../directory/permissions.ts'
import type { Operation } from '../directory/permissions.ts'

type Json = Record<string, unknown>
type Row = { platform: readonly string[]; organisation: readonly string[]; key: string | null }

const operationOf = new Map<string, Operation | null>(
  consoleRoutes.map(({ method, url, operation }) => [`${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`, operation]),
)

/** Look at the cookie where there is one, and do without. */
const readsCookie: ReadonlySet<string> = new Set(['getSession', 'signOut', 'showSecondFactor', 'acceptInvitation'])

/**
 * Says of an operation how one proves who one is, and, out of the table of permissions, who may do it and whether a key may.
 *
 * @param codes of its 401
 */
export function describeReach(method: string, operation: Json, path: string, codes: readonly string[]): void {
  const place = `${method.toUpperCase()} ${path}`
  if (!operationOf.has(place)) {
    // Signing in: where nobody has to be signed in, a password, a code or a link proves it.
    const isOptional = readsCookie.has(String(operation['operationId']))
    operation['security'] = codes.includes('not_signed_in') ? [{ session: [] }] : isOptional ? [{}, { session: [] }] : []
    return
  }
  const permission = operationOf.get(place) ?? null
  const row: Row = permission === null ? { platform: [], organisation: [], key: 'read' } : permissions[permission]
  operation['security'] = row.key === null ? [{ session: [] }] : [{ session: [] }, { key: [] }]
  operation['description'] = `${String(operation['description'])}\n\n${sayReach(permission, row)}`
}

function sayReach(permission: Operation | null, { platform, organisation, key }: Row): string {
  if (permission === null) return 'Whoever is signed in may do this; so may every key.'
  const machine = key === null ? 'A key cannot do this.' : `A key needs the scope \`${key}\`.`
  const inside = organisation.length === 0 ? '' : `; in their own organisation ${plurals(organisation)}`
  return `Permission \`${permission}\`: ${plurals(platform)}${inside}. ${machine}`
}

function plurals(roles: readonly string[]): string {
  const words = roles.map((role) => `${role}s`)
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
