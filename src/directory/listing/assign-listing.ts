import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { defineCommand, type Done } from '../command.ts'
import { auditOf } from '../life/audit-of.ts'
import { reasonField, thingField } from '../life/fields.ts'
import type { Living } from '../life/living.ts'
import { readLiving } from '../life/read-living.ts'
import { giveListing } from './give-listing.ts'

/** Gives a listing to the organisation that runs the service, or takes it from one that does not. The public sees who runs it. */
export const assignListing = defineCommand({
  operation: 'listing.assign',
  input: z.object({
    id: thingField,
    organisationId: z.uuid().nullable().meta({ description: 'Who runs the service; null where nobody knows.' }),
    reason: reasonField,
  }),
  find: ({ transaction }, { id }) => readLiving(transaction, 'listing', id, 'lock'),
  compare: (_context, { organisationId, state }) => Promise.resolve({ current: { organisationId, state } }),
  async run({ transaction, now }, { organisationId, reason }, living): Promise<Done<Living>> {
    if (living.state === 'retired') throw new ProblemError('wrong_state', 'It is retired, which is for good.')
    if (living.organisationId === organisationId) throw new ProblemError('wrong_state', 'It belongs there already.')
    if (organisationId !== null && (await transaction.organisation.findUnique({ where: { id: organisationId }, select: { id: true } })) === null) {
      const detail = 'is no organisation'
      throw new ProblemError('invalid_body', `/organisationId: ${detail}.`, { faults: [{ pointer: '/organisationId', code: 'unknown_value', detail }] })
    }
    const result = await giveListing(transaction, living, organisationId, now)
    const audit = auditOf(living, result, reason)
    return {
      result,
      audit: {
        ...audit,
        before: { ...audit.before, organisationId: living.organisationId },
        after: { ...audit.after, organisationId },
        ...(living.organisationId === null && organisationId !== null ? { organisationId } : {}),
      },
    }
  },
})
