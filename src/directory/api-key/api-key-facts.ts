import type { ApiKey, ApiKeyScope } from '../../db/generated/client.ts'

/** What people may know of a key: everything but the key. */
export type ApiKeyFacts = {
  id: string
  organisationId: string
  ownerId: string
  name: string
  /** Its first letters. */
  prefix: string
  scopes: readonly ApiKeyScope[]
  createdAt: Date
  expiresAt: Date
  /** A day. */
  lastUsedOn: string | null
  revokedAt: Date | null
}

export function viewApiKey(row: ApiKey): ApiKeyFacts {
  return {
    id: row.id,
    organisationId: row.organisationId,
    ownerId: row.ownerId,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    lastUsedOn: row.lastUsedOn?.toISOString().slice(0, 10) ?? null,
    revokedAt: row.revokedAt,
  }
}
