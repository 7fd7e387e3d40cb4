import { describe, expect, it } from 'vitest'
import { entityTag } from '../../src/lib/entity-tag.ts'
import type { Reply } from './support/ask-question.ts'
import { judgeAnswers } from './support/judge-answers.ts'
import { openLedger } from './support/ledger.ts'
import type { Question } from './support/question.ts'

const list: Question = { method: 'GET', path: '/v1/listings?country=LI', body: null, markers: 'all' }
const help: Question = { ...list, path: '/v1/help?country=LI', markers: 'only' }

const time = Date.UTC(2026, 10, 20, 12, 0, 30)
type Facts = Partial<Reply> & { tag?: string }

function reply(body: object | string, { tag, ...facts }: Facts = {}): Reply {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return { status: 200, headers: { etag: tag ?? entityTag(bytes) }, bytes, sentAt: time, receivedAt: time, ...facts }
}

const listed = (directoryVersion: number, ...markers: string[]) => ({
  directoryVersion,
  listings: markers.map((marker) => ({ slug: `marker-${marker.split('@')[0]}`, revision: Number(marker.split('@')[1]) })),
})

/** What the judge says after these answers of one node, with marker a published at version 2, revised at 3 and withdrawn at 4. */
function verdictOn(answers: readonly (readonly [Question, Reply])[], source = (_index: number) => 'node') {
  const ledger = openLedger()
  ledger.note({ version: 2, slug: 'marker-a', revision: 1 })
  ledger.note({ version: 3, slug: 'marker-a', revision: 2 })
  ledger.note({ version: 4, slug: 'marker-a', revision: null })
  const judge = judgeAnswers()
  for (const [index, [question, answer]] of answers.entries()) judge.judge(judge.begin(source(index), true), question, answer)
  return judge.conclude(ledger, 1)
}

const right = { failed: 0, wrong: 0, backward: 0, refused: 0 }

describe('the judge of answers', () => {
  it('has nothing against what is right, also when it comes again, compressed or as 304, or from another node', () => {
    const body = listed(2, 'a@1')
    const { etag = '' } = reply(body).headers
    const compressed = reply(body, { headers: { etag: `${etag.slice(0, -1)}-br"`, 'content-encoding': 'br' } })
    const unchanged = reply('', { status: 304, tag: etag })
    expect(verdictOn([[list, reply(listed(1))], [list, reply(body)], [list, compressed], [list, unchanged], [list, reply(listed(4))]], (index) => `node-${index % 2}`)).toMatchObject({
      ...right,
      sent: 5,
    })
  })

  it('takes another answer of the same version only after a minute has begun, at which something opens or closes', () => {
    const [one, other] = [{ ...listed(1), open: true }, { ...listed(1), open: false }]
    expect(verdictOn([[list, reply(one)], [list, reply(other)]])).toMatchObject({ ...right, wrong: 1 })
    expect(verdictOn([[list, reply(one)], [list, reply(other)]], (index) => `node-${index}`)).toMatchObject({ ...right, wrong: 1 })
    expect(verdictOn([[list, reply(one)], [list, reply(other, { sentAt: time + 60_000, receivedAt: time + 60_000 })]])).toMatchObject(right)
  })

  it.each([
    ['half an answer', list, reply('{"directoryVersion":2,"listings":[')],
    ['no version', list, reply({ listings: [] })],
    ['the tag of other bytes', list, reply(listed(1), { tag: '"other"' })],
    ['304 to a tag that nobody gave', list, reply('', { status: 304, tag: '"other"' })],
    ['a marker before it was published', list, reply(listed(1, 'a@1'))],
    ['the revision before', list, reply(listed(3, 'a@1'))],
    ['the revision after', help, reply(listed(2, 'a@2'))],
    ['no marker where there is one', list, reply(listed(3))],
    ['a marker that was withdrawn', help, reply(listed(4, 'a@2'))],
    ['a version that was never published', list, reply(listed(5))],
  ])('finds %s', (_what, question, answer) => {
    expect(verdictOn([[question, answer]])).toMatchObject({ ...right, wrong: 1 })
  })

  it('finds a node that goes back, and lets another be behind', () => {
    const answers = [[list, reply(listed(3, 'a@2'))], [list, reply(listed(2, 'a@1'))]] as const
    expect(verdictOn(answers)).toMatchObject({ ...right, backward: 1 })
    expect(verdictOn(answers, (index) => `node-${index}`)).toMatchObject(right)
  })

  it('counts the versions that a node jumped over', () => {
    expect(verdictOn([[list, reply(listed(1))], [list, reply(listed(4))]])).toMatchObject({ ...right, skipped: 2 })
  })

  it('counts what failed, and beside it what was refused because the machine is too busy', () => {
    const refused = reply('{"code":"overloaded"}', { status: 503, headers: { 'retry-after': '1' } })
    expect(verdictOn([[list, reply('{}', { status: 500 })], [list, reply('{"code":"directory_not_loaded"}', { status: 503 })], [list, refused]])).toMatchObject({
      ...right,
      failed: 2,
      refused: 1,
    })
  })

  it('lets a node go back once when the database was, and then holds it to the new history', () => {
    const ledger = openLedger()
    ledger.note({ version: 2, slug: 'marker-a', revision: 1 })
    ledger.note({ version: 3, slug: 'marker-b', revision: 1 })
    const judge = judgeAnswers()
    const see = (answer: Reply) => judge.judge(judge.begin('node', true), list, answer)
    see(reply(listed(3, 'a@1', 'b@1')))
    judge.setBack()
    ledger.setBackTo(2)
    see(reply(listed(2, 'a@1')))
    ledger.note({ version: 3, slug: 'marker-c', revision: 1 })
    see(reply(listed(3, 'a@1', 'c@1')))
    expect(judge.conclude(ledger, 1)).toMatchObject(right)
    see(reply(listed(2, 'a@1')))
    see(reply(listed(3, 'a@1', 'b@1')))
    expect(judge.conclude(ledger, 1)).toMatchObject({ ...right, backward: 1, wrong: 1 })
  })
})
