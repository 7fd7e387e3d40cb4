import { z } from 'zod'
import { auditSubjects } from '../directory/audit/record-audit.ts'
import { line } from '../help/plain-text.ts'
import { organisationField } from './list-fields.ts'

const time = z.iso
  .datetime({ offset: true })
  .meta({ examples: ['2026-03-01T00:00:00Z'] })
  .transform((text) => new Date(text))
  // The calendar of the database has no year 0.
  .refine((date) => date.getUTCFullYear() > 0, 'is before the year 1')

/** Filters of the audit. All given must hold. */
export const auditFields = {
  actor: z
    .string()
    .max(100)
    .regex(/^[a-z_]+(:[a-z0-9_-]+)?$/, 'is not how somebody is written down')
    .optional()
    .meta({ description: 'Who did it, as in `actor.id`.', examples: ['editor:0199d4a2-6f00-7000-8000-000000000001'] }),
  action: z
    .string()
    .max(60)
    .regex(/^[a-z_]+(\.[a-z_]+)?$/, 'is not the name of an operation')
    .optional()
    .meta({ description: 'What was done.', examples: ['listing.publish'] }),
  subject: z.enum(auditSubjects).optional().meta({ description: 'What kind of thing it was done to.', examples: ['listing'] }),
  subjectId: line(200).optional().meta({ description: 'The id of the thing.', examples: ['0199d4a2-6f00-7000-8000-000000000001'] }),
  organisation: organisationField,
  from: time.optional().meta({ description: 'Not before this time.' }),
  to: time.optional().meta({ description: 'Before this time.' }),
}
