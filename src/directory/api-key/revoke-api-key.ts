import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { defineCommand, type Done } from '../command.ts'
import { viewApiKey, type ApiKeyFacts } from './api-key-facts.ts'

/** Ends a key at once. */
export const revokeApiKey = defineCommand({
  operation: 'api_key.revoke',
  input: z.object({ id: z.uuid().meta({ description: 'The id of the key.' }) }),
  async find({ transaction }, { id }) {
    await transaction.$executeRaw`SELECT FROM "api_key" WHERE "id" = ${id}::uuid FOR UPDATE`
    const row = await transaction.apiKey.findUnique({ where: { id } })
    return row === null ? null : { organisationId: row.organisationId, tag: null, row }
  },
  async run({ transaction, now }, { id }, { organisationId, row }): Promise<Done<ApiKeyFacts>> {
    if (row.revokedAt !== null) throw new ProblemError('wrong_state', 'The key is revoked already.')
    const revoked = await transaction.apiKey.update({ where: { id }, data: { revokedAt: now } })
    return { result: viewApiKey(revoked), audit: { subject: 'api_key', subjectId: id, organisationId, after: { revoked: true } } }
  },
})
