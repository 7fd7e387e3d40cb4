import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleRoutes } from '../../src/console/index.ts'
import { newIds } from '../../src/lib/new-ids.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { newId } from '../support/people.ts'
import { wholeDatabase } from '../support/whole-database.ts'
import { castPlayers } from './permissions/cast.ts'
import type { Cast, Place, Player } from './permissions/cast.ts'
import { expected } from './permissions/expected.ts'
import type { About, Expected } from './permissions/expected.ts'
import { setStage, somebody } from './permissions/stage.ts'
import type { State, Thing } from './permissions/stage.ts'
import { undoEverything } from './permissions/undo-everything.ts'

/** What a request is tried with. */
type Subject = {
  about: About
  /** Null for what is nowhere, such as a list. */
  place: Place | null
  params: Readonly<Record<string, string>>
  tag?: string
  body?: object
  state?: State
  author?: string
}

type Outcome = { route: string; subject: Subject; status: number; wanted: number; body: string }

const routes = consoleRoutes.map(({ method, url, operation }) => ({ route: `${method} ${url}`, method, url, operation }))

let editing: Editing
let cast: Cast
let things: Thing[]
let subjects: Record<About, Subject[]>
let before: string
const outcomes = new Map<Player, Outcome[]>()
/** The answers that tell of nothing, by player and route. */
const nothings = new Map<string, { status: number; body: string }>()

beforeAll(async () => {
  editing = await openEditing()
  cast = await castPlayers(editing.database)
  things = await setStage(editing.database, cast, editing.clock.now)
  subjects = await findSubjects()
  undoEverything(editing.database)
  before = await wholeDatabase(editing.database)
  await Promise.all(cast.players.map(play))
})
afterAll(() => editing.close())

async function findSubjects(): Promise<Record<About, Subject[]>> {
  const { organisations, targets, keys, administrators } = cast
  const both = ['own', 'other'] as const
  const at = editing.clock.now
  const living = (noun: Thing['noun']) =>
    things
      .filter((thing) => thing.noun === noun)
      .map(({ id, place, state, author }): Subject => ({ about: noun, place, params: { id, number: '1' }, tag: '"1.0"', state, author }))
  const invitations = await Promise.all(
    [organisations.own, organisations.other, null].map(async (organisationId) => {
      const [id = ''] = newIds(at, 1)
      const role = organisationId === null ? { platformRole: 'curator' as const } : { role: 'editor' as const }
      const row = { id, organisationId, ...role, email: 'invited@example.org', tokenDigest: id, invitedBy: 'seed', createdAt: at, expiresAt: new Date(at.getTime() + 1000) }
      await editing.database.prisma.invitation.create({ data: row })
      return id
    }),
  )
  const person = targets.own
  const [askedBy] = administrators
  await editing.database.prisma.recovery.create({
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
    problem: await Promise.all((['own', 'other', 'none'] as const).map(aProblem)),
    claim: [await aClaim(organisations.other)],
    person: [{ about: 'person', place: null, params: { id: person }, tag: `"none.${at.getTime()}"` }],
  }
}

async function aProblem(place: Place): Promise<Subject> {
  const id = newId()
  const listing = things.find((thing) => thing.noun === 'listing' && thing.place === place && thing.state === 'published')
  const at = editing.clock.now
  await editing.database.prisma.problem.create({ data: { id, listingId: listing?.id ?? '', kind: 'no_answer', source: 'public', firstAt: at, lastAt: at } })
  return { about: 'problem', place, params: { id } }
}

async function aClaim(organisationId: string): Promise<Subject> {
  const id = newId()
  const at = editing.clock.now
  const row = { id, organisationId, wish: 'this_is_us' as const, email: 'contact@example.org', tokenDigest: id, state: 'confirmed' as const }
  await editing.database.prisma.claim.create({ data: { ...row, createdAt: at, confirmedAt: at, expiresAt: new Date(at.getTime() + 1000) } })
  return { about: 'claim', place: null, params: { id }, tag: '"0"' }
}

/** One player tries everything. */
async function play(player: Player): Promise<void> {
  const done: Outcome[] = []
  outcomes.set(player, done)
  for (const [index, { route, method, url }] of routes.entries()) {
    const shift = index + cast.players.indexOf(player)
    const row = expected[route]
    if (row === undefined) continue
    const missing = await ask(player, method, url, row, nowhere(row))
    nothings.set(`${player.label} ${route}`, missing)
    for (const [turn, subject] of subjects[row.about].filter((entry) => concerns(entry, player)).entries()) {
      const wanted = wantedOf(row, player, subject)
      if (subject.state !== undefined && isAlike(player, wanted) && (turn + (isSpare(player) ? 0 : shift)) % 3 !== 0) continue
      const { status, body } = await ask(player, method, url, row, subject)
      done.push({ route, subject, status, body, wanted })
    }
  }
}

/**
 * Whoever may not know of a thing gets the same whatever its state is, and so does who lacks a second factor: they try a third of the
 * states, each player and route another one, so that each state of each place is tried by many.
 */
function isAlike(player: Player, wanted: number): boolean {
  return wanted === 401 || wanted === 404 || player.lacksFactor || isSpare(player)
}

/** Without a second factor, and needing none: gets what the same person gets who has shown one. Tries all routes with the same things. */
function isSpare({ principal, lacksFactor }: Player): boolean {
  return principal?.type === 'editor' && !principal.secondFactor && !lacksFactor
}

/** What others wrote; for those who may write, what they wrote themselves, too; and for a manager what a key of theirs put into review. */
function concerns({ author, state }: Subject, player: Player): boolean {
  if (author === undefined || author === somebody) return true
  if (!'ACMREe'.includes(player.kind ?? '-') || player.lacksFactor || isSpare(player) || !isOwn(author, player)) return false
  return author === player.actor || state === 'open'
}

function isOwn(author: string | undefined, player: Player): boolean {
  // All keys of the organisation are the manager's.
  const isOfManager = player.kind === 'M' && cast.players.some(({ kind, home, actor }) => actor === author && home === 'own' && 'reo'.includes(kind ?? '-'))
  return author === player.actor || isOfManager
}

async function ask(player: Player, method: (typeof routes)[number]['method'], url: string, row: Expected, subject: Subject) {
  const path = url.replaceAll(/:(\w+)/g, (_all, name: string) => subject.params[name] ?? '')
  const about = row.about === 'listing' && url.endsWith('/assign') ? { organisationId: subject.place === 'own' ? cast.organisations.other : cast.organisations.own } : {}
  const body = row.body === undefined && subject.body === undefined ? undefined : { ...(row.body as object | undefined), ...subject.body, ...about }
  const list = row.about === 'nothing' && method === 'GET' && !/(me|checklists|export|jobs)$/.test(url) ? '?limit=100' : ''
  const response = await editing.as(player.principal, method, `${path}${list}`, {
    ...(body === undefined ? {} : { body }),
    ...(row.tagged && subject.tag !== undefined ? { ifMatch: subject.tag } : {}),
  })
  return { status: response.statusCode, body: response.body }
}

/** The same request about something that is not there. */
function nowhere({ about }: Expected): Subject {
  const [first] = subjects[about]
  const id = '0199d4a2-6f00-7000-8000-00000000dead'
  const params = Object.fromEntries(Object.keys(first?.params ?? {}).map((name) => [name, name === 'number' ? '1' : id]))
  return { ...first, about, place: null, params, ...(about === 'place' ? { body: { organisationId: id } } : {}) }
}

function wantedOf(row: Expected, player: Player, { place, state, author }: Subject): number {
  const { kind, home, lacksFactor } = player
  if (kind === null) return 401
  const isInside = place === null || home === null || home === place
  const knows = isInside && row.know.includes(kind)
  if (row.anyFactor) return row.ok
  if (!knows) return row.unknown
  if (lacksFactor) return 403
  if (!row.may.includes(kind)) return 403
  if (state !== undefined && !row.fits.includes(state)) return 409
  return row.fourEyes && isOwn(author, player) ? 403 : row.ok
}

const shown = ({ route, subject: { place, state, author }, status, wanted, body }: Outcome) =>
  `${route} (${place ?? '-'}, ${state ?? '-'}, ${author ?? '-'}): ${status} instead of ${wanted}: ${body.slice(0, 200)}`

const withoutRequest = (body: string) => body.replace(/"requestId":"[^"]*"/, '')

it('has a row for each route, and none for a route that is not there', () => {
  expect(Object.keys(expected).sort()).toEqual(routes.map(({ route }) => route).sort())
})

it('goes through every route as everybody, with everything in every state', () => {
  const counts = [...outcomes.values()].map(({ length }) => length)
  expect(counts).toHaveLength(20)
  expect(Math.min(...counts)).toBeGreaterThan(150)
  for (const { route } of routes) {
    const row = expected[route]
    if (row === undefined) continue
    const wanted = subjects[row.about].filter(({ author }) => author === undefined || author === somebody)
    const tried = new Set([...outcomes.values()].flat().filter((entry) => entry.route === route).map(({ subject }) => subject))
    expect([route, wanted.filter((subject) => !tried.has(subject))]).toEqual([route, []])
  }
})

it('changes nothing outside of its transactions', async () => {
  expect(await wholeDatabase(editing.database)).toBe(before)
})

const labels = [
  ...['administrator', 'curator', 'manager', 'reviewer', 'editor', 'viewer', 'member of no organisation'].flatMap((role) => [role, `${role} without a second factor`]),
  'key that reads',
  'key that reads and edits',
  'key that edits and does not read',
  'key of another organisation',
  'somebody who was removed',
  'nobody',
]

describe.each(labels)('%s', (label) => {
  const mine = (): readonly [Player, Outcome[]] => {
    const player = cast.players.find((entry) => entry.label === label)
    if (player === undefined) throw new Error(`Nobody plays ${label}.`)
    return [player, outcomes.get(player) ?? []]
  }

  it('can do what their role includes there, and nothing else', () => {
    const [, done] = mine()
    expect(done.length).toBeGreaterThan(0)
    expect(done.filter(({ status, wanted }) => status !== wanted).map(shown)).toEqual([])
  })

  it('cannot tell what they may not know of from what does not exist', () => {
    const [player, done] = mine()
    const told = done.filter(({ status, route, body }) => {
      if (status !== 404) return false
      const nothing = nothings.get(`${player.label} ${route}`)
      return nothing === undefined || nothing.status !== 404 || withoutRequest(nothing.body) !== withoutRequest(body)
    })
    expect(told.map(shown)).toEqual([])
  })

  it('reads nothing of where they do not belong', () => {
    const [{ home, kind }, done] = mine()
    const foreign = home === null ? [] : ['zzown', 'zzother', 'zznone', 'zzguidance'].filter((mark) => mark !== `zz${home}`)
    const read = done.filter(({ body }) => (kind === null ? ['zzown', ...foreign] : foreign).some((mark) => body.includes(mark)))
    expect(read.map(shown)).toEqual([])
  })

  it('is offered exactly what then succeeds', () => {
    const [player, done] = mine()
    const operationOf = new Map(routes.map(({ route, operation }) => [route, operation]))
    const different = done
      .filter(({ route, status }) => status === 200 && single.has(route))
      .flatMap(({ subject, route, body }) => {
        const about = done.filter((entry) => isAbout(entry, subject) && entry.route !== route && operationOf.get(entry.route) !== operationOf.get(route))
        const tried = new Set(about.map((entry) => operationOf.get(entry.route)))
        const succeeded = new Set(about.filter(({ status }) => status < 300).map((entry) => operationOf.get(entry.route)))
        const offered = (JSON.parse(body) as { abilities: string[] }).abilities.filter((operation) => tried.has(operation as never) || !operation.endsWith('.read'))
        const untried = offered.filter((operation) => !tried.has(operation as never))
        const wrong = [...new Set([...offered, ...succeeded])].filter((operation) => offered.includes(operation ?? '') !== succeeded.has(operation as never))
        return [...untried.map((operation) => `${operation} is not tried`), ...wrong].map((text) => `${route} ${JSON.stringify(subject)}: ${String(text)}`)
      })
    expect(different).toEqual([])
    if (player.kind === 'M' && !player.lacksFactor) expect(done.filter(({ route, status }) => status === 200 && single.has(route)).length).toBeGreaterThan(15)
  })
})

/** Routes that answer one thing with what can be done with it. */
const single = new Set([
  'GET /v1/console/listings/:id',
  'GET /v1/console/guidance/:id',
  'GET /v1/console/organisations/:id',
  'GET /v1/console/organisations/:organisationId/members/:editorId',
  'GET /v1/console/editors/:id',
])

function isAbout({ subject }: Outcome, thing: Subject): boolean {
  if (thing.about === 'organisation' && subject.about === 'place') return subject.place === thing.place
  return subject === thing
}
