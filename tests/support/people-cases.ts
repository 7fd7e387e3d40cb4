import type { Operation } from '../../src/directory/permissions.ts'
import type { CommandCase } from './command-case.ts'
import { editableListing } from './editable-listing.ts'
import type { Editing } from './editing.ts'
import { aKey, anOrganisation, aPerson } from './people.ts'

/** An organisation with two managers and an editor. */
async function anInhabitedOrganisation({ database }: Editing) {
  const organisationId = await anOrganisation(database, { contactEmail: 'contact@example.org' })
  const member = (role: 'manager' | 'editor') => aPerson(database, { roles: { [organisationId]: role } })
  return { organisationId, manager: await member('manager'), other: await member('manager'), editor: await member('editor') }
}

/** How each command about organisations and people can succeed. */
export const peopleCases: Readonly<Partial<Record<Operation, (editing: Editing) => Promise<CommandCase>>>> = {
  'organisation.create': async ({ database }) => {
    const curator = await aPerson(database, { platformRole: 'curator' })
    return { principal: curator.principal, input: { name: `New ${curator.name}`, country: 'FI', url: null, contactEmail: null } }
  },
  'organisation.update': async (editing) => {
    const { organisationId, manager } = await anInhabitedOrganisation(editing)
    const body = { organisationId, content: editableListing(), note: 'New.' }
    const created = await editing.as(manager.principal, 'POST', '/v1/console/listings', { body })
    if (created.statusCode !== 201) throw new Error(created.body)
    return { principal: manager.principal, input: { id: organisationId, name: `Renamed by ${manager.name}`, contactEmail: 'other@example.org' } }
  },
  'member.change': async (editing) => {
    const { organisationId, manager, other } = await anInhabitedOrganisation(editing)
    return { principal: manager.principal, input: { organisationId, editorId: other.id, role: 'viewer' } }
  },
  'member.remove': async (editing) => {
    const { organisationId, manager, editor } = await anInhabitedOrganisation(editing)
    await aKey(editing.database, { ownerId: editor.id, organisationId })
    return { principal: manager.principal, input: { organisationId, editorId: editor.id } }
  },
  'invitation.create': async (editing) => {
    const { organisationId, manager } = await anInhabitedOrganisation(editing)
    return { principal: manager.principal, input: { organisationId, email: 'somebody@example.org', role: 'editor' } }
  },
  'invitation.revoke': async (editing) => {
    const { organisationId, manager } = await anInhabitedOrganisation(editing)
    const body = { email: 'somebody@example.org', role: 'editor' }
    const invited = await editing.as(manager.principal, 'POST', `/v1/console/organisations/${organisationId}/invitations`, { body })
    return { principal: manager.principal, input: { id: invited.json<{ id: string }>().id } }
  },
  'platform_invitation.create': async ({ database }) => {
    const { principal } = await aPerson(database, { platformRole: 'administrator' })
    return { principal, input: { email: 'curator@example.org', platformRole: 'curator' } }
  },
  'platform_invitation.revoke': async (editing) => {
    const { principal } = await aPerson(editing.database, { platformRole: 'administrator' })
    const body = { email: 'curator@example.org', platformRole: 'curator' }
    const invited = await editing.as(principal, 'POST', '/v1/console/platform-invitations', { body })
    return { principal, input: { id: invited.json<{ id: string }>().id } }
  },
  'api_key.create': async (editing) => {
    const { organisationId, manager } = await anInhabitedOrganisation(editing)
    const expiresAt = new Date(editing.clock.now.getTime() + 24 * 60 * 60 * 1000)
    return { principal: manager.principal, input: { organisationId, name: 'A machine', scopes: ['read'], expiresAt } }
  },
  'api_key.revoke': async (editing) => {
    const { organisationId, manager, editor } = await anInhabitedOrganisation(editing)
    const { id } = await aKey(editing.database, { ownerId: editor.id, organisationId })
    return { principal: manager.principal, input: { id } }
  },
  'editor.change_role': async ({ database }) => {
    const { principal } = await aPerson(database, { platformRole: 'administrator' })
    const other = await aPerson(database, { platformRole: 'administrator' })
    return { principal, input: { id: other.id, platformRole: 'curator', reason: 'Another task.' } }
  },
  'editor.remove': async (editing) => {
    const { organisationId, editor } = await anInhabitedOrganisation(editing)
    const { principal } = await aPerson(editing.database, { platformRole: 'administrator' })
    await aKey(editing.database, { ownerId: editor.id, organisationId })
    return { principal, input: { id: editor.id, reason: 'They left.' } }
  },
  'editor.start_recovery': async (editing) => {
    const { editor } = await anInhabitedOrganisation(editing)
    const { principal } = await aPerson(editing.database, { platformRole: 'administrator' })
    return { principal, input: { id: editor.id, reason: 'Called me, and I know the voice.' } }
  },
  'editor.confirm_recovery': async (editing) => {
    const { editor } = await anInhabitedOrganisation(editing)
    const [first, second] = [await aPerson(editing.database, { platformRole: 'administrator' }), await aPerson(editing.database, { platformRole: 'administrator' })]
    await editing.as(first.principal, 'POST', `/v1/console/editors/${editor.id}/recovery`, { body: { reason: 'Called me.' } })
    return { principal: second.principal, input: { id: editor.id } }
  },
  'listing.assign': async (editing) => {
    const { organisationId, editor } = await anInhabitedOrganisation(editing)
    const target = await anOrganisation(editing.database)
    const { principal } = await aPerson(editing.database, { platformRole: 'curator' })
    const body = { organisationId, content: editableListing(), note: 'New.' }
    const created = await editing.as(editor.principal, 'POST', '/v1/console/listings', { body })
    return { principal, input: { id: created.json<{ id: string }>().id, organisationId: target, reason: 'They run it.' } }
  },
}
