import { z } from 'zod'
import { listAudit } from '../../directory/audit/list-audit.ts'
import { reachOf } from '../../directory/reach.ts'
import { readNames } from '../../directory/read-names.ts'
import { auditFields } from '../audit-fields.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'
import { auditView, viewAuditRow } from '../views/audit-view.ts'

const pageView = z
  .object({ events: z.array(auditView).meta({ description: 'The last first.' }), nextCursor: nextCursorView })
  .meta({ id: 'AuditPage', description: 'One page of the audit.' })

export const listAuditRoute = queryRoute({
  url: '/v1/console/audit',
  operationId: 'listAudit',
  tag: 'Audit',
  summary: 'List who did what, when and why, the last first.',
  description: 'Managers see what concerns their organisation, curators and administrators everything. Nothing of it is ever changed or deleted.',
  operation: 'audit.read',
  query: z.object({ ...auditFields, ...pageFields }),
  answer: { description: 'One page of the audit.', schema: pageView },
  async run({ transaction, actor }, { query: { limit, cursor, ...filters } }) {
    const place = placeAfter(cursor, filters, z.tuple([z.uuid()]))
    const found = await listAudit(transaction, reachOf(actor, 'audit.read'), filters, { after: place?.[0] ?? null, limit: limit + 1 })
    const { page, nextCursor } = pageOf(found, limit, filters, ({ id }) => [id])
    const names = await readNames(transaction, page.map((row) => row.actor))
    return { body: { events: page.map((row) => viewAuditRow(row, names)), nextCursor }, tag: null }
  },
})
