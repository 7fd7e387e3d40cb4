import { describe, expect, it } from 'vitest'
import type { OrganisationRole, PlatformRole } from '../../src/db/generated/client.ts'
import type { Actor } from '../../src/directory/actor.ts'
import { mayGiveRole } from '../../src/directory/member/may-give-role.ts'

const organisationId = '0199d4a2-6f00-7000-8000-000000000001'
const roles: readonly OrganisationRole[] = ['viewer', 'editor', 'reviewer', 'manager']

const person = (role: OrganisationRole | null, platformRole: PlatformRole | null = null): Actor => ({
  type: 'editor',
  id: 'me',
  secondFactor: true,
  platformRole,
  memberships: role === null ? [] : [{ organisationId, role }],
})

const given = (actor: Actor, editorId: string | null, from: OrganisationRole | null) =>
  roles.filter((role) => mayGiveRole(actor, organisationId, role, { editorId, role: from }))

describe('a role', () => {
  it('is given by those who have as much, or a role on the platform', () => {
    expect(roles.map((own) => given(person(own), 'another', null).length)).toEqual([1, 2, 3, 4])
    expect(given(person(null, 'curator'), 'another', null)).toEqual(roles)
    expect(given(person(null), 'another', null)).toEqual([])
  })

  it('is given to oneself downwards only', () => {
    expect(given(person('reviewer'), 'me', 'reviewer')).toEqual(['viewer', 'editor', 'reviewer'])
    expect(given(person('viewer', 'administrator'), 'me', 'viewer')).toEqual(['viewer'])
    expect(given(person(null, 'curator'), 'me', null)).toEqual([])
    expect(given(person(null, 'administrator'), 'me', null)).toEqual(roles)
  })

  it('is never given by a machine or a process', () => {
    const key: Actor = { type: 'key', id: 'key', ownerId: 'me', organisationId, role: 'editor', scopes: ['edit'] }
    expect([given(key, 'another', null), given({ type: 'system', name: 'worker' }, 'another', null)]).toEqual([[], []])
  })
})
