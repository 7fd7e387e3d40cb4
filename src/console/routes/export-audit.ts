import { Readable } from 'node:stream'
import { z } from 'zod'
import { exportAudit } from '../../directory/audit/export-audit.ts'
import type { AuditPage } from '../../directory/audit/export-audit.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { ProblemError } from '../../lib/errors.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import { auditFields } from '../audit-fields.ts'
import { auditLines } from '../audit-lines.ts'
import type { ConsoleRoute } from '../route.ts'
import { auditView } from '../views/audit-view.ts'
import { whileThere } from '../while-there.ts'

const mediaType = 'application/x-ndjson'
const fields = z.object(auditFields)
const url = '/v1/console/audit/export'

const lineView = z
  .union([
    auditView,
    z.object({ end: z.object({ rows: z.int() }) }),
    z.object({ cut: z.object({ rows: z.int() }).meta({ description: 'Something failed: there may be more rows.' }) }),
  ])
  .meta({ id: 'AuditExportLine', description: 'One line of the export.' })

/** The audit as a file, of any length: it is read while it is sent, a page at a time. */
export const exportAuditRoute: ConsoleRoute = {
  method: 'GET',
  url,
  operation: 'audit.read',
  command: null,
  add(app, context) {
    app.get<{ Querystring: Record<string, unknown> }>(
      url,
      {
        exposeHeadRoute: false,
        schema: {
          operationId: 'exportAudit',
          tags: ['Audit'],
          summary: 'Export who did what, when and why, as one JSON object a line, the last first.',
          description:
            'Takes the filters of the list. The last line is `{"end": {"rows": n}}`; an export without it was cut, also where the last ' +
            'line is `{"cut": {"rows": n}}`.',
          querystring: fields,
          response: describeResponses(
            'One line an event, and a last line that says how many they are.',
            lineView,
            ['invalid_parameters', 'not_signed_in', 'second_factor_required', 'not_allowed', 'database_away'],
            { mediaType },
          ),
        },
      },
      async (request, reply) => {
        const principal = await context.identify(request)
        if (principal === null) throw new ProblemError('not_signed_in', 'Sign in, or send a key that is valid.')
        const filters = readFields(fields, request.query, 'query')
        const pages = exportAudit(context, principal, filters)
        // What fails before the first row is answered as any other failure.
        const first = await whileThere(() => pages.next())
        const lines = auditLines(following(first, pages), (fault) => {
          request.log.error({ requestId: request.id, route: url, type: fault instanceof Error ? fault.name : 'unknown' }, 'an export was cut')
        })
        return reply
          .header('cache-control', 'no-store')
          .header('content-disposition', 'attachment; filename="audit.ndjson"')
          .type(mediaType)
          .send(Readable.from(lines, { objectMode: false, highWaterMark: 1 }))
      },
    )
  },
}

async function* following(first: IteratorResult<AuditPage, unknown>, rest: AsyncGenerator<AuditPage>): AsyncGenerator<AuditPage> {
  if (first.done === true) throw new Error('The export ended before it began.')
  yield first.value
  yield* rest
}
