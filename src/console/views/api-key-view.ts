import { z } from 'zod'
import { allowedOperations } from '../../directory/allowed-operations.ts'
import type { ApiKeyFacts } from '../../directory/api-key/api-key-facts.ts'
import { readNames } from '../../directory/read-names.ts'
import type { Viewer } from '../command-route.ts'
import { abilitiesView, actorView, timeView, viewActor } from './shared-views.ts'

export const apiKeyView = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    owner: actorView.meta({ description: 'The key can do what they may still do, and never approve.' }),
    name: z.string(),
    prefix: z.string().meta({ description: 'Its first letters, by which people recognise it.' }),
    scopes: z.array(z.enum(['read', 'edit'])),
    createdAt: timeView,
    expiresAt: timeView,
    lastUsedOn: z.iso.date().nullable(),
    revokedAt: timeView.nullable(),
    abilities: abilitiesView,
  })
  .meta({ id: 'ApiKey', description: 'A machine of an organisation. The key itself is kept by nobody but its owner.' })

export const createdApiKeyView = apiKeyView
  .extend({ key: z.string().meta({ description: 'Shown this once. Send it as `Authorization: Bearer …`.' }) })
  .meta({ id: 'CreatedApiKey', description: 'A new key.' })

export async function viewApiKeys(
  { transaction, actor, now }: Pick<Viewer, 'transaction' | 'actor' | 'now'>,
  keys: readonly ApiKeyFacts[],
): Promise<z.output<typeof apiKeyView>[]> {
  const names = await readNames(transaction, keys.map(({ ownerId }) => `editor:${ownerId}`))
  return keys.map((key) => ({
    id: key.id,
    organisationId: key.organisationId,
    owner: viewActor(`editor:${key.ownerId}`, names),
    name: key.name,
    prefix: key.prefix,
    scopes: [...key.scopes],
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt.toISOString(),
    lastUsedOn: key.lastUsedOn,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    abilities: key.revokedAt === null && key.expiresAt > now ? allowedOperations(actor, ['api_key.revoke'], key) : [],
  }))
}
