import type { Transaction } from '../../db/transaction.ts'
import type { ApiKeyFacts } from './api-key-facts.ts'
import { viewApiKey } from './api-key-facts.ts'

/** The keys of an organisation, the newest first; also those that do not work any more, so that people see what was there. */
export async function listApiKeys(transaction: Transaction, organisationId: string): Promise<ApiKeyFacts[]> {
  const rows = await transaction.apiKey.findMany({ where: { organisationId }, orderBy: { id: 'desc' } })
  return rows.map(viewApiKey)
}
