import { z } from 'zod'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { listMembers } from '../../directory/member/list-members.ts'
import { readOrganisation } from '../../directory/organisation/read-organisation.ts'
import { idField } from '../id-field.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'
import { memberView, viewMember } from '../views/member-view.ts'

const pageView = z.object({ members: z.array(memberView), nextCursor: nextCursorView }).meta({ id: 'MemberPage', description: 'People of an organisation.' })

export const listMembersRoute = queryRoute({
  url: '/v1/console/organisations/:organisationId/members',
  operationId: 'listMembers',
  tag: 'Organisations',
  summary: 'List the members of an organisation.',
  description: 'Addresses and second factors are shown to those who may change members, and to each about themselves.',
  operation: 'member.read',
  path: z.object({ organisationId: idField }),
  query: z.object(pageFields),
  answer: { description: 'One page.', schema: pageView },
  async run({ transaction, actor }, { path: { organisationId }, query: { limit, cursor } }) {
    const organisation = await readOrganisation(transaction, organisationId)
    if (organisation === null) throw noSuchThing()
    authorise(actor, 'member.read', organisation)
    const filters = { organisation: organisation.id }
    const [after = null] = placeAfter(cursor, filters, z.tuple([z.uuid()])) ?? []
    const found = await listMembers(transaction, organisation.id, { after, limit: limit + 1 })
    const { page, nextCursor } = pageOf(found, limit, filters, ({ editorId }) => [editorId])
    return { body: { members: page.map((member) => viewMember(actor, member).body), nextCursor }, tag: null }
  },
})
