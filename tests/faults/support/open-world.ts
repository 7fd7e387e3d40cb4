import type { DataFolder } from '../../support/data-folder.ts'
import { compareWithDatabase } from './compare-with-database.ts'
import { drawQuestions } from './draw-questions.ts'
import { judgeAnswers } from './judge-answers.ts'
import type { Judge } from './judge-answers.ts'
import { keepAsking } from './keep-asking.ts'
import type { Load, Target } from './keep-asking.ts'
import { openLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { openPublisher } from './open-publisher.ts'
import type { Publisher } from './open-publisher.ts'
import type { Question } from './question.ts'
import { readReadiness } from './read-node.ts'
import type { Row } from './row.ts'
import type { Size } from './scenario.ts'
import { startNode } from './start-node.ts'
import type { Node } from './start-node.ts'
import { startPostgres } from './start-postgres.ts'
import type { FaultyPostgres } from './start-postgres.ts'
import { waitForVersion } from './wait-for-version.ts'

export type World = {
  postgres: FaultyPostgres
  nodes: Node[]
  ledger: Ledger
  judge: Judge
  /** To be stopped when the scenario ends, in the opposite order. */
  closers: (() => Promise<unknown>)[]
  startNode: (name: string, environment?: Record<string, string>) => Promise<Node>
  openPublisher: () => Promise<Publisher>
  /** Publishes so many versions, one after the other, and waits until every node serves the last. */
  publishAndSee: (publisher: Publisher, times?: number) => Promise<void>
  questions: readonly Question[]
  /** @param asked what to ask, when it is not `questions` */
  keepAsking: (targets: readonly Target[], asked?: readonly Question[]) => Load
  /** What the scenario found, after everything that is served was compared with the database once more. */
  conclude: (fault: string, load: Load | null, notes: string[]) => Promise<Row>
}

export type WorldPlan = {
  /** The data folder of a seeded server that does not run. */
  original: DataFolder
  nodes: number
  size: Size
  /** The address by which nodes reach the database; its own when left out. */
  reach?: (postgres: FaultyPostgres, closers: World['closers']) => Promise<string>
}

/** Different questions: few enough that answers are given again, so that they can be compared. */
const questionCount = 50

/** Starts a database server and nodes for one scenario, and ends everything after it, however it went. */
export async function inWorld({ original, nodes: count, size, reach }: WorldPlan, play: (world: World) => Promise<Row>): Promise<Row> {
  const closers: World['closers'] = []
  try {
    const postgres = await startPostgres(original)
    closers.push(postgres.remove)
    const databaseUrl = reach === undefined ? postgres.url : await reach(postgres, closers)
    return await play(await openWorld({ postgres, databaseUrl, count, size, closers }))
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

type Parts = { postgres: FaultyPostgres; databaseUrl: string; count: number; size: Size; closers: World['closers'] }

async function openWorld({ postgres, databaseUrl, count, size, closers }: Parts): Promise<World> {
  const ledger = openLedger()
  const judge = judgeAnswers()
  const questions = drawQuestions(questionCount)
  const nodes: Node[] = []
  let visibleMs: number | null = null
  const start = async (name: string, environment: Record<string, string> = {}) => {
    const node = await startNode(name, databaseUrl, environment)
    closers.push(node.remove)
    return node
  }
  nodes.push(...(await Promise.all(Array.from({ length: count }, (_, index) => start(`node-${index + 1}`)))))
  const [first] = nodes
  const firstVersion = first === undefined ? 0 : (await readReadiness(first)).directoryVersion

  return {
    postgres,
    nodes,
    ledger,
    judge,
    closers,
    startNode: start,
    async openPublisher() {
      const publisher = await openPublisher(postgres.url, ledger)
      closers.push(publisher.close)
      return publisher
    },
    async publishAndSee(publisher, times = 1) {
      for (let left = times; left > 1; left -= 1) await publisher.publish()
      const { version, at } = await publisher.publish()
      await waitForVersion(nodes, version)
      visibleMs = Math.max(visibleMs ?? 0, performance.now() - at)
    },
    questions,
    keepAsking(targets, asked = questions) {
      const load = keepAsking(targets, { judge, questions: asked, clients: size.clients, restMs: size.restMs })
      closers.push(load.stop)
      return load
    },
    async conclude(fault, load, notes) {
      await load?.stop()
      const problems = await compareWithDatabase(nodes, postgres.url, questions)
      const answers = load === null ? null : judge.conclude(ledger, firstVersion)
      if (answers !== null) {
        for (const what of ['failed', 'wrong', 'backward'] as const) if (answers[what] > 0) problems.push(`${answers[what]} answers ${what}`)
        problems.push(...answers.samples)
        if (answers.sent - answers.refused < 10) problems.push(`only ${answers.sent - answers.refused} answers: this shows nothing`)
      }
      return { fault, answers, published: ledger.count(), visibleMs, notes, problems }
    },
  }
}
