import type { Database } from '../../../src/db/client.ts'
import { newIds } from '../../../src/lib/new-ids.ts'
import type { Editing } from '../../support/editing.ts'
import { anOrganisation, newId } from '../../support/people.ts'
import type { Cast, Place } from './cast.ts'
import type { About } from './expected.ts'
import type { State, Thing } from './stage.ts'

/** What a request is tried with. */
export type Subject = {
  about: About
  /** Null for what is nowhere, such as a list. */
  place: Place | null
  params: Readonly<Record<string, string>>
  tag?: string
  body?: object
  state?: State
  author?: string
}

/** One of each thing that is acted upon, wherever it can be; listings and guidance in every state. */
export async function findSubjects({ database, clock }: Editing, cast: Cast, things: readonly Thing[]): Promise<Record<About, Subject[]>> {
  const { organisations, targets, keys, administrators } = cast
  const both = ['own', 'other'] as const
  const at = clock.now
  const living = (noun: Thing['noun']) =>
    things
      .filter((thing) => thing.noun === noun)
      .map(({ id, place, state, author }): Subject => ({ about: noun, place, params: { id, number: '1' }, tag: '"1.0"', state, author }))
  const invitations = await Promise.all(
    [organisations.own, organisations.other, null].map(async (organisationId) => {
      const [id = ''] = newIds(at, 1)
      const role = organisationId === null ? { platformRole: 'curator' as const } : { role: 'editor' as const }
      const row = { id, organisationId, ...role, email: 'invited@example.org', tokenDigest: id, invitedBy: 'seed', createdAt: at, expiresAt: new Date(at.getTime() + 1000) }
      await database.prisma.invitation.create({ data: row })
      return id
    }),
  )
  const person = targets.own
  const [askedBy] = administrators
  await database.prisma.recovery.create({
    data: { id: newId(), editorId: person, askedBy: `editor:${askedBy}`, askedAt: at, expiresAt: new Date(at.getTime() + 1000) },
  })
  return {
    nothing: [{ about: 'nothing', place: null, params: {} }],
    listing: living('listing'),
    guidance: living('guidance'),
    place: [
      ...both.map((place): Subject => ({ about: 'place', place, params: {}, body: { organisationId: organisations[place] } })),
      { about: 'place', place: 'none', params: {}, body: { organisationId: null } },
    ],
    organisation: both.map((place) => ({ about: 'organisation', place, params: { id: organisations[place], organisationId: organisations[place] }, tag: '"0"' })),
    member: both.map((place) => ({
      about: 'member',
      place,
      params: { organisationId: organisations[place], editorId: targets[place] },
      tag: `"viewer.${at.getTime()}"`,
    })),
    invitation: both.map((place, index) => ({ about: 'invitation', place, params: { id: invitations[index] ?? '' } })),
    platform_invitation: [{ about: 'platform_invitation', place: null, params: { id: invitations[2] ?? '' } }],
    key: both.map((place) => ({ about: 'key', place, params: { id: keys[place] } })),
    problem: await Promise.all((['own', 'other', 'none'] as const).map((place) => aProblem(database, things, place, at))),
    // Nobody keeps it here.
    claim: [await aClaim(database, await anOrganisation(database), at)],
    person: [{ about: 'person', place: null, params: { id: person }, tag: `"none.${at.getTime()}"` }],
  }
}

async function aProblem(database: Database, things: readonly Thing[], place: Place, at: Date): Promise<Subject> {
  const id = newId()
  const listing = things.find((thing) => thing.noun === 'listing' && thing.place === place && thing.state === 'published')
  await database.prisma.problem.create({ data: { id, listingId: listing?.id ?? '', kind: 'no_answer', source: 'public', firstAt: at, lastAt: at } })
  return { about: 'problem', place, params: { id } }
}

async function aClaim(database: Database, organisationId: string, at: Date): Promise<Subject> {
  const id = newId()
  const row = { id, organisationId, wish: 'this_is_us' as const, email: 'contact@example.org', tokenDigest: id, state: 'confirmed' as const }
  await database.prisma.claim.create({ data: { ...row, createdAt: at, confirmedAt: at, expiresAt: new Date(at.getTime() + 1000) } })
  return { about: 'claim', place: null, params: { id }, tag: '"0"' }
}
