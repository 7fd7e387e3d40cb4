import type { Database } from '../../../src/db/client.ts'
import type { Principal } from '../../../src/directory/actor.ts'
import { aKey, anOrganisation, aPerson } from '../../support/people.ts'

/** Where something is, seen from the organisation that most of the players belong to. */
export const places = ['own', 'other', 'none'] as const
export type Place = (typeof places)[number]

/** What somebody is, as one letter, so that the table of expectations can be read at a glance. */
export const kinds = {
  A: 'administrator',
  C: 'curator',
  M: 'manager',
  R: 'reviewer',
  E: 'editor',
  V: 'viewer',
  S: 'member of no organisation',
  r: 'key that reads',
  e: 'key that reads and edits',
  o: 'key that edits and does not read',
} as const
export type Kind = keyof typeof kinds

export type Player = {
  label: string
  principal: Principal | null
  /** Null for nobody, and for somebody who was removed. */
  kind: Kind | null
  /** The place where they belong; null for everywhere, undefined for nowhere. */
  home: Place | null | undefined
  /** Whether they must show a second factor and did not. */
  lacksFactor: boolean
  /** How they are written down. */
  actor: string
}

export type Cast = {
  players: Player[]
  organisations: Readonly<Record<'own' | 'other', string>>
  /** Who is acted upon: a viewer of each organisation, and nobody who plays. */
  targets: Readonly<Record<'own' | 'other', string>>
  /** Keys that are acted upon. */
  keys: Readonly<Record<'own' | 'other', string>>
  /** Whoever approves what is approved when the play begins. */
  approver: string
  /** Two who run the installation and do not play. */
  administrators: readonly [string, string]
}

/** Everybody who takes part: each role with and without a second factor, keys, a foreign key, somebody who was removed, nobody. */
export async function castPlayers(database: Database): Promise<Cast> {
  const own = await anOrganisation(database, { name: 'zzown organisation' })
  const other = await anOrganisation(database, { name: 'zzother organisation' })
  const players: Player[] = []
  const people = [
    ['A', { platformRole: 'administrator' }],
    ['C', { platformRole: 'curator' }],
    ['M', { roles: { [own]: 'manager' } }],
    ['R', { roles: { [own]: 'reviewer' } }],
    ['E', { roles: { [own]: 'editor' } }],
    ['V', { roles: { [own]: 'viewer' } }],
    ['S', {}],
  ] as const
  const ids = new Map<Kind, string>()
  for (const [kind, facts] of people) {
    const { id } = await aPerson(database, facts)
    ids.set(kind, id)
    const home = 'AC'.includes(kind) ? null : kind === 'S' ? undefined : 'own'
    for (const secondFactor of [true, false]) {
      players.push({
        label: secondFactor ? kinds[kind] : `${kinds[kind]} without a second factor`,
        principal: { type: 'editor', id, secondFactor },
        kind,
        home,
        lacksFactor: !secondFactor && 'ACMR'.includes(kind),
        actor: `editor:${id}`,
      })
    }
  }
  const manager = ids.get('M') ?? ''
  const foreignManager = await aPerson(database, { roles: { [other]: 'manager' } })
  const scopes = { r: ['read'], e: ['read', 'edit'], o: ['edit'] } as const
  for (const kind of ['r', 'e', 'o'] as const) {
    const principal = await aKey(database, { ownerId: manager, organisationId: own, scopes: [...scopes[kind]] })
    players.push({ label: kinds[kind], principal, kind, home: 'own', lacksFactor: false, actor: `key:${principal.id}` })
  }
  const foreign = await aKey(database, { ownerId: foreignManager.id, organisationId: other })
  players.push({ label: 'key of another organisation', principal: foreign, kind: 'e', home: 'other', lacksFactor: false, actor: `key:${foreign.id}` })

  const removed = await aPerson(database, { roles: { [own]: 'manager' } })
  await database.prisma.editor.update({ where: { id: removed.id }, data: { removedAt: new Date('2026-03-01T00:00:00Z') } })
  const nobody = { kind: null, home: undefined, lacksFactor: false, actor: '' }
  players.push({ label: 'somebody who was removed', principal: removed.principal, ...nobody }, { label: 'nobody', principal: null, ...nobody })

  const target = async (organisationId: string, name: string) => {
    const { id } = await aPerson(database, { roles: { [organisationId]: 'viewer' } })
    await database.prisma.editor.update({ where: { id }, data: { name } })
    return id
  }
  const administrators = [await aPerson(database, { platformRole: 'administrator' }), await aPerson(database, { platformRole: 'administrator' })] as const
  return {
    players,
    organisations: { own, other },
    targets: { own: await target(own, 'zzown person'), other: await target(other, 'zzother person') },
    keys: {
      own: (await aKey(database, { ownerId: manager, organisationId: own })).id,
      other: (await aKey(database, { ownerId: foreignManager.id, organisationId: other })).id,
    },
    approver: `editor:${administrators[0].id}`,
    administrators: [administrators[0].id, administrators[1].id],
  }
}
