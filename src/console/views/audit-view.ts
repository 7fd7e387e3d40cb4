import { z } from 'zod'
import { auditSubjects } from '../../directory/audit/record-audit.ts'
import type { AuditRow } from '../../directory/audit/list-audit.ts'
import { actorView, timeView, viewActor } from './shared-views.ts'

export const auditView = z
  .object({
    id: z.uuid(),
    at: timeView,
    actor: actorView,
    action: z.string().meta({ description: 'What was done: the operation, as in `abilities`; `import` for an import.', examples: ['listing.publish'] }),
    subject: z.string().meta({ description: 'What it was done to.', examples: [...auditSubjects].slice(0, 3) }),
    subjectId: z.string().nullable(),
    organisationId: z.uuid().nullable().meta({ description: 'Whose managers may read it; null for what concerns the whole installation.' }),
    before: z.unknown().meta({ description: 'How it stood.' }),
    after: z.unknown().meta({ description: 'How it stands since.' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent', description: 'That somebody did something, when and why.' })

export function viewAuditRow(row: AuditRow, names: ReadonlyMap<string, string>): z.output<typeof auditView> {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: viewActor(row.actor, names),
    action: row.action,
    subject: row.subject,
    subjectId: row.subjectId,
    organisationId: row.organisationId,
    before: row.before,
    after: row.after,
    reason: row.reason,
  }
}
