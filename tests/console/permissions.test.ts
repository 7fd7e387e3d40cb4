import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEditing } from '../support/editing.ts'
import { wholeDatabase } from '../support/whole-database.ts'
import { castPlayers } from './permissions/cast.ts'
import type { Player } from './permissions/cast.ts'
import { expected } from './permissions/expected.ts'
import { findSubjects } from './permissions/find-subjects.ts'
import type { Subject } from './permissions/find-subjects.ts'
import { play, routes } from './permissions/play.ts'
import type { Outcome, Played, Scene } from './permissions/play.ts'
import { setStage, somebody } from './permissions/stage.ts'
import { undoEverything } from './permissions/undo-everything.ts'

let scene: Scene
let before: string
const played = new Map<Player, Played>()

beforeAll(async () => {
  const editing = await openEditing()
  const cast = await castPlayers(editing.database)
  scene = { editing, cast, subjects: await findSubjects(editing, cast, await setStage(editing.database, cast, editing.clock.now)) }
  undoEverything(editing.database)
  before = await wholeDatabase(editing.database)
  await Promise.all(cast.players.map(async (player) => played.set(player, await play(scene, player))))
  // Thousands of requests: seconds on a machine that has nothing else to do.
}, 180_000)
afterAll(() => scene.editing.close())

const shown = ({ route, subject: { place, state, author }, status, wanted, body }: Outcome) =>
  `${route} (${place ?? '-'}, ${state ?? '-'}, ${author ?? '-'}): ${status} instead of ${wanted}: ${body.slice(0, 200)}`

const withoutRequest = (body: string) => body.replace(/"requestId":"[^"]*"/, '')

it('has a row for each route, and none for a route that is not there', () => {
  expect(Object.keys(expected).sort()).toEqual(routes.map(({ route }) => route).sort())
})

it('goes through every route as everybody, with everything in every state', () => {
  const counts = [...played.values()].map(({ done }) => done.length)
  expect(counts).toHaveLength(20)
  expect(Math.min(...counts)).toBeGreaterThan(150)
  for (const { route } of routes) {
    const row = expected[route]
    if (row === undefined) continue
    const wanted = scene.subjects[row.about].filter(({ author }) => author === undefined || author === somebody)
    const tried = new Set([...played.values()].flatMap(({ done }) => done).filter((entry) => entry.route === route).map(({ subject }) => subject))
    expect([route, wanted.filter((subject) => !tried.has(subject))]).toEqual([route, []])
  }
})

it('changes nothing outside of its transactions', async () => {
  expect(await wholeDatabase(scene.editing.database)).toBe(before)
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
  const mine = (): Played & { player: Player } => {
    const player = scene.cast.players.find((entry) => entry.label === label)
    const seen = player && played.get(player)
    if (player === undefined || seen === undefined) throw new Error(`Nobody plays ${label}.`)
    return { ...seen, player }
  }

  it('can do what their role includes there, and nothing else', () => {
    const { done } = mine()
    expect(done.length).toBeGreaterThan(0)
    expect(done.filter(({ status, wanted }) => status !== wanted).map(shown)).toEqual([])
  })

  it('cannot tell what they may not know of from what does not exist', () => {
    const { done, nothings } = mine()
    const told = done.filter(({ status, route, body }) => {
      if (status !== 404) return false
      const nothing = nothings.get(route)
      return nothing === undefined || nothing.status !== 404 || withoutRequest(nothing.body) !== withoutRequest(body)
    })
    expect(told.map(shown)).toEqual([])
  })

  it('changes nothing where they are refused', () => {
    const { done } = mine()
    expect(done.filter(({ status, committed }) => status >= 300 && committed > 0).map(shown)).toEqual([])
    expect(done.filter(({ status, committed, route }) => status < 300 && committed === 0 && !route.startsWith('GET') && !route.endsWith('/check')).map(shown)).toEqual([])
  })

  it('reads nothing of where they do not belong', () => {
    const {
      done,
      player: { home, kind },
    } = mine()
    const foreign = home === null ? [] : ['zzown', 'zzother', 'zznone', 'zzguidance'].filter((mark) => mark !== `zz${home}`)
    const read = done.filter(({ body }) => (kind === null ? ['zzown', ...foreign] : foreign).some((mark) => body.includes(mark)))
    expect(read.map(shown)).toEqual([])
  })

  it('is offered exactly what then succeeds', () => {
    const { player, done } = mine()
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
