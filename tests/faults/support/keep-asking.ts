import { Agent } from 'node:http'
import { setTimeout as rest } from 'node:timers/promises'
import { drawNumbers } from '../../bench/fill/draw-numbers.ts'
import { askQuestion, encodings } from './ask-question.ts'
import type { Judge } from './judge-answers.ts'
import type { Question } from './question.ts'

/** Who is asked: a node, or a proxy before several. */
export type Target = { name: string; address: string; isProxy?: true }

export type Load = {
  /** Waits until each target has answered so many more questions. */
  answered: (more: number) => Promise<void>
  /** From now on these are asked; resolves when none of the others has a question that is not answered. */
  turnTo: (targets: readonly Target[]) => Promise<void>
  stop: () => Promise<void>
}

export type LoadParts = {
  judge: Judge
  questions: readonly Question[]
  clients: number
  /** For which a client does nothing after an answer, in milliseconds. */
  restMs: number
}

/** For all that is waited for, in milliseconds. */
const patience = 120_000

/** Of so many clients one makes a new connection for each question. */
const oneFresh = 4

/** Asks many questions all the time, several at once, on connections that are kept and on fresh ones, and has every answer judged. */
export function keepAsking(given: readonly Target[], { judge, questions, clients, restMs }: LoadParts): Load {
  let targets = given
  const stopping = new AbortController()
  const answers = new Map<string, number>()
  const countOf = ({ name }: Target) => answers.get(name) ?? 0
  const open = new Map<string, number>()
  const openOf = ({ name }: Target) => open.get(name) ?? 0
  const waiting = new Set<() => void>()

  async function waitFor(isSo: () => boolean, what: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const look = () => {
      if (isSo()) resolve()
    }
    const tooLong = setTimeout(() => reject(new Error(`Waited ${patience} ms in vain until ${what}.`)), patience)
    waiting.add(look)
    look()
    await promise.finally(() => {
      waiting.delete(look)
      clearTimeout(tooLong)
    })
  }

  async function ask(agents: Map<string, Agent> | null, draw: (below: number) => number, turn: number): Promise<void> {
    const target = targets[turn % targets.length]
    const question = questions[draw(questions.length)]
    if (target === undefined || question === undefined) throw new Error('There is nobody or nothing to ask.')
    const encoding = encodings[draw(encodings.length)] ?? 'identity'
    const known = question.method === 'GET' && draw(4) === 0 ? judge.tagOf(question) : null
    const tagged = known === null || encoding === 'identity' ? known : `${known.slice(0, -1)}-${encoding}"`
    const seen = judge.begin(target.name, target.isProxy !== true)
    open.set(target.name, openOf(target) + 1)
    try {
      const agent = agents === null ? false : agentOf(agents, target.address)
      judge.judge(seen, question, await askQuestion(target.address, question, { agent, encoding, known: tagged }))
      answers.set(target.name, countOf(target) + 1)
    } catch (error) {
      judge.fail(target.name, question, error)
    } finally {
      open.set(target.name, openOf(target) - 1)
      for (const look of waiting) look()
    }
  }

  async function runClient(index: number): Promise<void> {
    const draw = drawNumbers(index + 1)
    const agents = index % oneFresh === 0 ? null : new Map<string, Agent>()
    for (let turn = index; !stopping.signal.aborted; turn += 1) {
      await ask(agents, draw, turn)
      if (restMs > 0) await rest(restMs)
    }
    for (const agent of agents?.values() ?? []) agent.destroy()
  }

  const running = Promise.all(Array.from({ length: clients }, (_, index) => runClient(index)))
  return {
    answered(more) {
      const until = targets.map((target) => ({ target, count: countOf(target) + more }))
      return waitFor(() => until.every(({ target, count }) => countOf(target) >= count), `each of ${until.length} has answered ${more} more questions`)
    },
    turnTo(next) {
      const left = targets.filter(({ name }) => next.every((target) => target.name !== name))
      targets = next
      return waitFor(() => left.every((target) => openOf(target) === 0), 'no question to the others is open')
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

function agentOf(agents: Map<string, Agent>, address: string): Agent {
  const known = agents.get(address)
  if (known !== undefined) return known
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  agents.set(address, agent)
  return agent
}
