import { z } from 'zod'
import { line } from '../../help/plain-text.ts'
import { ProblemError } from '../../lib/errors.ts'
import { newIds } from '../../lib/new-ids.ts'
import { digestOf } from '../../lib/secret.ts'
import { defineCommand, type Done } from '../command.ts'
import { waitsForRecovery } from '../editor/waits-for-recovery.ts'
import { viewApiKey, type ApiKeyFacts } from './api-key-facts.ts'
import { newApiKey } from './new-api-key.ts'

/** Days. A key that was forgotten somewhere stops working by itself. */
const longestLife = 366

/** The new key, which nobody sees again. */
export type CreatedApiKey = ApiKeyFacts & { key: string }

/** Makes a key for a machine of an organisation. It may do what its scopes say and its owner may still do, at most edit. */
export const createApiKey = defineCommand({
  operation: 'api_key.create',
  input: z.object({
    organisationId: z.uuid().meta({ description: 'Whose machine it is.' }),
    name: line(100).meta({ description: 'What it is for, so that people recognise it.', examples: ['Nightly synchronisation'] }),
    scopes: z.array(z.enum(['read', 'edit'])).min(1).max(2).meta({ description: '`read` what the organisation has; `edit` it: drafts and submissions. Approving and publishing take a person.' }),
    expiresAt: z.iso.datetime({ offset: true }).meta({ description: 'When it stops working: at most a year from now.', examples: ['2027-11-01T00:00:00Z'] }),
  }),
  async find({ transaction }, { organisationId }) {
    const found = await transaction.organisation.findUnique({ where: { id: organisationId }, select: { id: true } })
    return found === null ? null : { organisationId: found.id, tag: null }
  },
  async run({ transaction, actor, now }, { organisationId, name, scopes: wanted, expiresAt: until }): Promise<Done<CreatedApiKey>> {
    if (actor.type !== 'editor' || !actor.memberships.some((membership) => membership.organisationId === organisationId)) {
      throw new ProblemError('not_allowed', 'A key does what its owner may do in the organisation: only a member has one.')
    }
    // Their sessions ended, but a request that was on its way has waited for that: the keys were revoked without this one.
    if (await waitsForRecovery(transaction, actor.id)) {
      throw new ProblemError('not_signed_in', 'Sign in, or send a key that is valid.')
    }
    const scopes = [...new Set(wanted)]
    const expiresAt = new Date(until)
    const days = (expiresAt.getTime() - now.getTime()) / 86_400_000
    if (days <= 0 || days > longestLife) {
      const detail = `must be in the future, and at most ${longestLife} days away`
      throw new ProblemError('invalid_body', `/expiresAt: ${detail}.`, { faults: [{ pointer: '/expiresAt', code: 'out_of_range', detail }] })
    }
    const [id = ''] = newIds(now, 1)
    const key = newApiKey()
    const row = await transaction.apiKey.create({
      data: { id, organisationId, ownerId: actor.id, name, prefix: key.slice(0, 9), digest: digestOf(key), scopes, createdAt: now, expiresAt },
    })
    return {
      result: { ...viewApiKey(row), key },
      audit: { subject: 'api_key', subjectId: id, organisationId, after: { name, scopes, expiresAt: expiresAt.toISOString() } },
    }
  },
})
