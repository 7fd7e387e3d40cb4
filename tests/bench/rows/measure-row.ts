import type pg from 'pg'
import { figuresOf } from '../figures.ts'
import type { Figures } from '../figures.ts'
import type { CannedAnswer } from '../processes/canned-answer.ts'
import type { Child } from '../processes/fork-child.ts'
import type { Load, LoadResult } from '../processes/load.ts'
import { publishChange } from '../publish-change.ts'
import type { Sample } from '../questions/read-sample.ts'
import { waitForVersion } from '../wait-for-version.ts'
import { askAnswers } from './ask-answers.ts'
import type { Contestant, ContestantName } from './contestant.ts'
import { toRequests } from './row.ts'
import type { Row } from './row.ts'

/** How a row is measured. */
export type Effort = { rounds: number; seconds: number; connections: number; onceEach: number; questions: number }

/** What one contestant did in one round. */
type Round = { perSecond: number; cpuMicros: number; userMicros: number; busy: number; p99: number; refused: number }

export type RowResult = {
  row: Row
  /** Bytes of a body, on average. */
  bytes: number
  by: Partial<Record<ContestantName, Record<keyof Round, Figures>>>
  /** Of the directory's throughput to that of another: the ratio of each round, in which both were measured one after the other. */
  ratios: Partial<Record<ContestantName, Figures>>
  /** The same of the processor time that a request cost: below 1 is cheaper than the other. */
  cpuRatios: Partial<Record<ContestantName, Figures>>
  /** The same of that part which the system did not need. */
  userRatios: Partial<Record<ContestantName, Figures>>
}

type Bench = {
  row: Row
  contestants: readonly Contestant[]
  generator: Child
  sample: Sample
  /** To publish changes through. */
  database: pg.Client
  draw: (below: number) => number
  effort: Effort
}

/** Enough to keep its ten connections to the database busy. */
const naiveConnections = 16

/**
 * What is asked for the first time keeps a processor busy with a few connections; with many, it would wait so long that the
 * directory refuses it.
 */
const onceConnections = 8

/** Different questions of a heavy row. */
const fewQuestions = 40

const isCanned = ({ name }: Contestant) => name === 'bareFastify' || name === 'bareHttp'
const isDirectory = ({ name }: Contestant) => name === 'directory' || name === 'smallDirectory'

/**
 * Measures one line of the table: in each round every contestant is asked once for a while, one after the other, so that whatever
 * else the machine does meets all of them.
 *
 * @throws Error when a request fails or is answered otherwise than promised. A server may refuse (503) what it would answer too late;
 *   that is counted.
 */
export async function measureRow({ row, contestants, generator, sample, database, draw, effort }: Bench): Promise<RowResult> {
  const count = row.heavy ? Math.min(effort.questions, fewQuestions) : effort.questions
  const requests = toRequests(row, row.questions(sample, count, draw, new Set()))
  const directory = contestants.find(isDirectory)
  if (directory === undefined) throw new Error('There is no directory to measure.')
  const answers = await askAnswers(directory.address, requests, row.bareSends === 'a_304')
  for (const contestant of contestants.filter(isCanned)) {
    await contestant.child.ask('answers', answers)
    await compareAnswers(contestant, requests.slice(0, 3), answers)
  }

  const tagged = new Map<Contestant, Load['requests']>()
  const play = async (contestant: Contestant, seconds: number): Promise<Round> => {
    const load: Load = { address: contestant.address, requests, connections: effort.connections, perConnection: Math.min(requests.length, 25), seconds }
    if (contestant.name === 'naive') {
      // What is still asked when a round ends would slow the next one down: here all answers are waited for.
      const connections = Math.min(effort.connections, naiveConnections)
      Object.assign(load, { requests: requests.slice(0, 2 * connections), connections, perConnection: 2, seconds: null })
    }
    const confirms = row.revalidates && !(isCanned(contestant) && row.bareSends === 'the_answer')
    if (confirms) load.requests = await tag(contestant, load.requests, tagged)
    if (row.once && isDirectory(contestant)) {
      const { version } = await publishChange(database)
      await waitForVersion(contestant.address, version)
      const connections = Math.min(effort.connections, row.heavy ? 2 : onceConnections)
      const each = Math.ceil(((row.heavy ? 1 : effort.onceEach) * effort.connections) / connections)
      const fresh = toRequests(row, row.questions(sample, connections * each, draw, new Set()))
      Object.assign(load, { requests: fresh, connections, perConnection: each, seconds: null })
    }
    const played = await playRound(contestant, generator, load, confirms ? 304 : 200)
    if (played !== null) return played
    tagged.delete(contestant)
    return play(contestant, seconds)
  }

  for (const contestant of contestants) await play(contestant, effort.seconds / 2)
  const rounds = new Map<ContestantName, (Round | undefined)[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < effort.rounds; round += 1) {
    // Each round begins with another contestant: nobody always comes after the same one.
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const contestant = contestants[(round + turn) % contestants.length]
      if (contestant === undefined) continue
      const sitsOut = contestant.name === 'naive' && round % 2 === 1
      rounds.get(contestant.name)?.push(sitsOut ? undefined : await play(contestant, effort.seconds))
    }
  }
  return summarise(row, answers, rounds, directory.name)
}

/** Null when an answer that was to be confirmed has changed by itself meanwhile: a service has opened or closed. */
async function playRound({ name, child }: Contestant, generator: Child, load: Load, status: number): Promise<Round | null> {
  const before = await child.usage()
  const result = await generator.ask<LoadResult>('load', load)
  const after = await child.usage()
  const [right = 0, refused = 0] = [result.statuses[status], result.statuses[503]]
  const wrong = result.answered - right - refused
  if (status === 304 && result.failed === 0 && wrong > 0 && wrong === result.statuses[200]) return null
  if (result.failed > 0 || wrong > 0 || right === 0) {
    throw new Error(`${name}: of ${result.answered} answers ${wrong} were not ${status} (${JSON.stringify(result.statuses)}), and ${result.failed} requests failed.`)
  }
  const cpuMicros = after.cpuMicros - before.cpuMicros
  return {
    perSecond: right / result.seconds,
    cpuMicros: cpuMicros / right,
    userMicros: (after.userMicros - before.userMicros) / right,
    busy: cpuMicros / 1e6 / result.seconds,
    p99: result.latency.p99,
    refused: refused / result.answered,
  }
}

/** The requests of somebody who has the answers of a server already. */
async function tag(contestant: Contestant, requests: Load['requests'], known: Map<Contestant, Load['requests']>): Promise<Load['requests']> {
  const found = known.get(contestant)
  if (found !== undefined) return found
  const answers = await askAnswers(contestant.address, requests, true)
  const tagged = requests.map((request, index) => ({ ...request, headers: { ...request.headers, 'if-none-match': answers[index]?.headers['etag'] ?? '' } }))
  known.set(contestant, tagged)
  return tagged
}

/** What is compared must send the same. */
async function compareAnswers({ name, address }: Contestant, requests: Load['requests'], answers: readonly CannedAnswer[]): Promise<void> {
  const sent = await askAnswers(address, requests, false)
  sent.forEach((answer, index) => {
    const promised = answers[index]
    const same = answer.status === promised?.status && Buffer.compare(answer.body, promised.body) === 0
    if (!same) throw new Error(`${name} does not send the same bytes as the directory for ${answer.url}.`)
  })
}

function summarise(row: Row, answers: readonly CannedAnswer[], rounds: ReadonlyMap<ContestantName, readonly (Round | undefined)[]>, directory: ContestantName): RowResult {
  const own = rounds.get(directory) ?? []
  const result: RowResult = { row, bytes: answers.reduce((sum, { body }) => sum + body.length, 0) / answers.length, by: {}, ratios: {}, cpuRatios: {}, userRatios: {} }
  for (const [name, played] of rounds) {
    const figures = (part: keyof Round) => figuresOf(played.flatMap((round) => (round === undefined ? [] : [round[part]])))
    result.by[name] = { perSecond: figures('perSecond'), cpuMicros: figures('cpuMicros'), userMicros: figures('userMicros'), busy: figures('busy'), p99: figures('p99'), refused: figures('refused') }
    if (name === directory) continue
    const against = (part: keyof Round) =>
      figuresOf(
        own.flatMap((round, index) => {
          const other = played[index]
          return round === undefined || other === undefined ? [] : [round[part] / other[part]]
        }),
      )
    result.ratios[name] = against('perSecond')
    result.cpuRatios[name] = against('cpuMicros')
    result.userRatios[name] = against('userMicros')
  }
  return result
}
