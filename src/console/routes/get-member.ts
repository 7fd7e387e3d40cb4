import { z } from 'zod'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { readMember } from '../../directory/member/read-member.ts'
import { idField } from '../id-field.ts'
import { queryRoute } from '../query-route.ts'
import { memberView, viewMember } from '../views/member-view.ts'

export const getMember = queryRoute({
  url: '/v1/console/organisations/:organisationId/members/:editorId',
  operationId: 'getMember',
  tag: 'Organisations',
  summary: 'Get a member of an organisation, and what you can do with them.',
  description: 'Its `ETag` is what a change of the role wants as `If-Match`.',
  operation: 'member.read',
  path: z.object({ organisationId: idField, editorId: idField }),
  answer: { description: 'The member.', schema: memberView },
  async run({ transaction, actor }, { path }) {
    const member = await readMember(transaction, path)
    if (member === null) throw noSuchThing()
    authorise(actor, 'member.read', member)
    return viewMember(actor, member)
  },
})
