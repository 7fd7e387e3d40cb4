import { consoleRoutes } from '../../../src/console/index.ts'
import type { Editing } from '../../support/editing.ts'
import type { Cast, Player } from './cast.ts'
import { expected } from './expected.ts'
import type { About, Expected } from './expected.ts'
import type { Subject } from './find-subjects.ts'
import { somebody } from './stage.ts'
import { countCommits } from './undo-everything.ts'

export type Scene = { editing: Editing; cast: Cast; subjects: Readonly<Record<About, readonly Subject[]>> }

export type Outcome = {
  route: string
  subject: Subject
  status: number
  wanted: number
  body: string
  /** How many transactions would have written something. */
  committed: number
}

export type Played = {
  done: readonly Outcome[]
  /** What each route answers about something that is not there. */
  nothings: ReadonlyMap<string, { status: number; body: string }>
}

export const routes = consoleRoutes.map(({ method, url, operation }) => ({ route: `${method} ${url}`, method, url, operation }))

/** One player tries everything. */
export async function play(scene: Scene, player: Player): Promise<Played> {
  const done: Outcome[] = []
  const nothings = new Map<string, { status: number; body: string }>()
  for (const [index, { route, method, url }] of routes.entries()) {
    const shift = index + scene.cast.players.indexOf(player)
    const row = expected[route]
    if (row === undefined) continue
    nothings.set(route, await ask(scene, player, { method, url }, row, nowhere(scene, row)))
    for (const [turn, subject] of scene.subjects[row.about].filter((entry) => concerns(scene, entry, player)).entries()) {
      const wanted = wantedOf(scene, row, player, subject)
      if (subject.state !== undefined && isAlike(player, wanted) && (turn + (isSpare(player) ? 0 : shift)) % 3 !== 0) continue
      done.push({ route, subject, wanted, ...(await ask(scene, player, { method, url }, row, subject)) })
    }
  }
  return { done, nothings }
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
function concerns(scene: Scene, { author, state }: Subject, player: Player): boolean {
  if (author === undefined || author === somebody) return true
  if (!'ACMREe'.includes(player.kind ?? '-') || player.lacksFactor || isSpare(player) || !isOwn(scene, author, player)) return false
  return author === player.actor || state === 'open'
}

function isOwn({ cast }: Scene, author: string | undefined, player: Player): boolean {
  // All keys of the organisation are the manager's.
  const isOfManager = player.kind === 'M' && cast.players.some(({ kind, home, actor }) => actor === author && home === 'own' && 'reo'.includes(kind ?? '-'))
  return author === player.actor || isOfManager
}

async function ask({ editing, cast }: Scene, player: Player, { method, url }: Pick<(typeof routes)[number], 'method' | 'url'>, row: Expected, subject: Subject) {
  const path = url.replaceAll(/:(\w+)/g, (_all, name: string) => subject.params[name] ?? '')
  const about = row.about === 'listing' && url.endsWith('/assign') ? { organisationId: subject.place === 'own' ? cast.organisations.other : cast.organisations.own } : {}
  const body = row.body === undefined && subject.body === undefined ? undefined : { ...(row.body as object | undefined), ...subject.body, ...about }
  const list = row.about === 'nothing' && method === 'GET' && !/(me|checklists|export|jobs)$/.test(url) ? '?limit=100' : ''
  const sent = { ...(body === undefined ? {} : { body }), ...(row.tagged && subject.tag !== undefined ? { ifMatch: subject.tag } : {}) }
  const { result, committed } = await countCommits(() => editing.as(player.principal, method, `${path}${list}`, sent))
  return { status: result.statusCode, body: result.body, committed }
}

/** The same request about something that is not there. */
function nowhere({ subjects }: Scene, { about }: Expected): Subject {
  const [first] = subjects[about]
  const id = '0199d4a2-6f00-7000-8000-00000000dead'
  const params = Object.fromEntries(Object.keys(first?.params ?? {}).map((name) => [name, name === 'number' ? '1' : id]))
  return { ...first, about, place: null, params, ...(about === 'place' ? { body: { organisationId: id } } : {}) }
}

function wantedOf(scene: Scene, row: Expected, player: Player, { place, state, author }: Subject): number {
  const { kind, home, lacksFactor } = player
  if (kind === null) return 401
  const isInside = place === null || home === null || home === place
  const knows = isInside && row.know.includes(kind)
  if (row.anyFactor) return row.ok
  if (!knows) return row.unknown
  if (lacksFactor) return 403
  if (!row.may.includes(kind)) return 403
  if (state !== undefined && !row.fits.includes(state)) return 409
  return row.fourEyes && isOwn(scene, author, player) ? 403 : row.ok
}
