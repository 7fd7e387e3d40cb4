import type { Database } from '../../src/db/client.ts'
import type { OrganisationRole, PlatformRole } from '../../src/db/generated/client.ts'
import type { Principal } from '../../src/directory/actor.ts'
import { newIds } from '../../src/lib/new-ids.ts'
import { now as testNow } from './directory.ts'

let count = 0
const next = () => {
  count += 1
  return count
}

export const newId = () => newIds(testNow, 1)[0] ?? ''

/** An organisation with nothing but a name. */
export async function anOrganisation({ prisma }: Database, facts: { name?: string; url?: string; contactEmail?: string } = {}): Promise<string> {
  const id = newId()
  const number = next()
  const row = { id, slug: `organisation-${number}`, name: `Organisation ${number}`, country: 'FI', createdAt: testNow, updatedAt: testNow }
  await prisma.organisation.create({ data: { ...row, ...facts } })
  return id
}

export type Person = { id: string; principal: Extract<Principal, { type: 'editor' }>; name: string }

type Facts = { platformRole?: PlatformRole; roles?: Readonly<Record<string, OrganisationRole>>; secondFactor?: boolean }

/** A person with these roles, by the id of the organisation. Signed in with a second factor, unless told otherwise. */
export async function aPerson({ prisma }: Database, { platformRole, roles = {}, secondFactor = true }: Facts = {}): Promise<Person> {
  const id = newId()
  const number = next()
  const name = `Person ${number}`
  const memberships = Object.entries(roles).map(([organisationId, role]) => ({ id: newId(), organisationId, role, createdAt: testNow, updatedAt: testNow }))
  await prisma.editor.create({
    data: {
      id,
      email: `person-${number}@example.org`,
      name,
      emailVerified: true,
      twoFactorEnabled: secondFactor,
      platformRole: platformRole ?? null,
      createdAt: testNow,
      updatedAt: testNow,
      memberships: { create: memberships },
    },
  })
  return { id, principal: { type: 'editor', id, secondFactor }, name }
}

/** A key of a person for an organisation, valid for a year. */
export async function aKey(
  { prisma }: Database,
  { ownerId, organisationId, scopes = ['read', 'edit'] }: { ownerId: string; organisationId: string; scopes?: ('read' | 'edit')[] },
): Promise<Extract<Principal, { type: 'key' }>> {
  const id = newId()
  const expiresAt = new Date(testNow.getTime() + 365 * 24 * 60 * 60 * 1000)
  await prisma.apiKey.create({ data: { id, organisationId, ownerId, name: `Key ${next()}`, prefix: 'csrd_test', digest: id, scopes, createdAt: testNow, expiresAt } })
  return { type: 'key', id }
}
