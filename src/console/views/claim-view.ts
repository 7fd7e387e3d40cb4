import { z } from 'zod'
import { allowedOperations } from '../../directory/allowed-operations.ts'
import type { Claim } from '../../directory/claim/claim.ts'
import { readNames } from '../../directory/read-names.ts'
import type { Viewer } from '../command-route.ts'
import { nextCursorView } from '../page-fields.ts'
import { abilitiesView, actorView, timeView, viewActor } from './shared-views.ts'

export const claimStateField = z
  .enum(['confirmed', 'accepted', 'dismissed'])
  .meta({ id: 'ConfirmedClaimState', description: '`confirmed`: waits for a curator. `accepted`, `dismissed`: answered.' })

const thingView = z
  .object({ id: z.uuid(), slug: z.string(), name: z.string() })
  .meta({ id: 'ClaimedThing', description: 'What a claim is about.' })

export const confirmedClaimView = z
  .object({
    id: z.uuid(),
    wish: z.enum(['this_is_us', 'remove_us']).meta({ description: '`this_is_us`: to keep what the directory says. `remove_us`: not to be in it.' }),
    state: claimStateField,
    email: z.string().meta({ description: 'Where the link went, and was confirmed: an address on the domain by which the public knows them.' }),
    organisation: thingView.nullable().meta({ description: 'Null where a listing of unknown operator is claimed.' }),
    listing: thingView.nullable().meta({ description: 'Null where an organisation is claimed.' }),
    createdAt: timeView,
    confirmedAt: timeView.nullable(),
    closedAt: timeView.nullable(),
    closedBy: actorView.nullable(),
    reason: z.string().nullable(),
    abilities: abilitiesView,
  })
  .meta({ id: 'ConfirmedClaim', description: 'What an organisation without an account asks for, proved by a link that went to its own domain.' })

export const claimPageView = z
  .object({ claims: z.array(confirmedClaimView).meta({ description: 'Those first that wait longest.' }), nextCursor: nextCursorView })
  .meta({ id: 'ConfirmedClaimPage', description: 'Claims of organisations without an account.' })

const thing = (given: Claim['organisation']) => (given === null ? null : { id: given.id, slug: given.slug, name: given.name })

export async function viewClaims({ transaction, actor }: Pick<Viewer, 'transaction' | 'actor'>, claims: readonly Claim[]): Promise<z.output<typeof confirmedClaimView>[]> {
  const names = await readNames(transaction, claims.flatMap(({ closedBy }) => closedBy ?? []))
  return claims.map(({ id, wish, state, email, organisation, hasManagers, listing, createdAt, confirmedAt, closedAt, closedBy, reason }) => ({
    id,
    wish,
    state: state === 'sent' ? 'confirmed' : state,
    email,
    organisation: thing(organisation),
    listing: thing(listing),
    createdAt: createdAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    closedBy: closedBy === null ? null : viewActor(closedBy, names),
    reason,
    abilities:
      state === 'confirmed'
        ? allowedOperations(actor, hasManagers ? ['claim.dismiss'] : ['claim.accept', 'claim.dismiss'], { organisationId: organisation?.id ?? null })
        : [],
  }))
}

/** One, as a command answers it. */
export async function viewClaim(viewer: Pick<Viewer, 'transaction' | 'actor'>, claim: Claim): Promise<{ body: unknown; tag: string }> {
  const [body] = await viewClaims(viewer, [claim])
  return { body, tag: claim.tag }
}
