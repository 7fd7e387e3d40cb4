import type { ApiKeyScope, OrganisationRole, PlatformRole } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Actor } from '../actor.ts'
import { actorName } from '../actor.ts'
import { allowedOperations } from '../allowed-operations.ts'
import { noSuchThing } from '../authorise.ts'
import { needsSecondFactor, operations } from '../permissions.ts'
import type { Operation } from '../permissions.ts'

/** Who acts, as they may know themselves. */
export type Me = {
  id: string
  name: string
  email: string | null
  platformRole: PlatformRole | null
  scopes: ApiKeyScope[] | null
  secondFactor: { needed: boolean; setUp: boolean; shown: boolean } | null
  /** Everywhere. */
  abilities: Operation[]
  organisations: { id: string; slug: string; name: string; role: OrganisationRole; abilities: Operation[] }[]
}

/** Who somebody is here, and what they can do where, by their roles. */
export async function readMe(transaction: Transaction, actor: Actor): Promise<Me> {
  if (actor.type === 'system') throw noSuchThing()
  const roles =
    actor.type === 'editor' ? actor.memberships : actor.role === null ? [] : [{ organisationId: actor.organisationId, role: actor.role }]
  const who = actor.type === 'editor' ? await readPerson(transaction, actor) : await readKey(transaction, actor)
  const abilities = allowedOperations(actor, operations, { organisationId: null })
  return { id: actorName(actor), ...who, abilities, organisations: await readOrganisations(transaction, actor, roles) }
}

type Who = Omit<Me, 'id' | 'abilities' | 'organisations'>

async function readPerson(transaction: Transaction, actor: Extract<Actor, { type: 'editor' }>): Promise<Who> {
  const { name, email, twoFactorEnabled } = await transaction.editor.findUniqueOrThrow({ where: { id: actor.id } })
  const secondFactor = { needed: needsSecondFactor(actor), setUp: twoFactorEnabled, shown: actor.secondFactor }
  return { name, email, platformRole: actor.platformRole, scopes: null, secondFactor }
}

async function readKey(transaction: Transaction, actor: Extract<Actor, { type: 'key' }>): Promise<Who> {
  const { name } = await transaction.apiKey.findUniqueOrThrow({ where: { id: actor.id } })
  return { name, email: null, platformRole: null, scopes: [...actor.scopes], secondFactor: null }
}

async function readOrganisations(
  transaction: Transaction,
  actor: Actor,
  roles: readonly { organisationId: string; role: OrganisationRole }[],
): Promise<Me['organisations']> {
  const rows = await transaction.organisation.findMany({
    where: { id: { in: roles.map(({ organisationId }) => organisationId) } },
    select: { id: true, slug: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap((row) => {
    const role = roles.find(({ organisationId }) => organisationId === row.id)?.role
    return role === undefined ? [] : [{ ...row, role, abilities: allowedOperations(actor, operations, { organisationId: row.id }) }]
  })
}
