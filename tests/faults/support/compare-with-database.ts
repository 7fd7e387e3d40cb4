import { connectOnce } from '../../../src/db/connect-once.ts'
import { startServer } from '../../support/server.ts'
import { askQuestion } from './ask-question.ts'
import type { Question } from './question.ts'
import { readAnswer } from './read-answer.ts'

type Asked = { name: string; address: string }
type Page = { listings: { slug: string; revision: number }[]; nextCursor: string | null }

const once = { agent: false, encoding: 'identity', known: null } as const

/**
 * Compares what nodes serve, which followed every change one by one, with what the database says now: every listing by its revision,
 * and the bytes of the answers to all questions with those of a server that has just read the whole directory.
 *
 * @param now the time that the nodes believe it is; that of this machine when left out
 * @returns what differs
 */
export async function compareWithDatabase(
  nodes: readonly Asked[],
  databaseUrl: string,
  questions: readonly Question[],
  now: () => Date = () => new Date(),
): Promise<string[]> {
  const published = await readPublished(databaseUrl)
  const fresh = await startServer(databaseUrl, { now })
  try {
    const faults: string[] = []
    for (const node of nodes) {
      const served = await readCatalogue(node)
      if (served.join('\n') !== published.join('\n')) faults.push(`${node.name} serves other listings than the database has: ${firstDifference(served, published)}`)
      for (const question of questions) {
        const fault = await compareOne(node, question, async () => {
          const { method, path: url, body } = question
          const headers = body === null ? {} : { 'content-type': 'application/json' }
          return (await fresh.app.inject({ method, url, headers, ...(body === null ? {} : { payload: body }) })).rawPayload
        })
        if (fault !== null) faults.push(fault)
      }
    }
    return faults
  } finally {
    await fresh.close()
  }
}

async function compareOne(node: Asked, question: Question, askFresh: () => Promise<Buffer>): Promise<string | null> {
  const minute = () => Math.floor(Date.now() / 60_000)
  for (;;) {
    const before = minute()
    const { bytes } = await askQuestion(node.address, question, once)
    const expected = await askFresh()
    if (bytes.equals(expected)) return null
    // What opens or closes does so at the beginning of a minute: it is asked again when that came between.
    if (before !== minute()) continue
    const versions = `version ${readAnswer(bytes)?.version}, expected ${readAnswer(expected)?.version}`
    return `${node.name} ${question.method} ${question.path} ${question.body ?? ''}: other bytes than a fresh server (${versions})`
  }
}

async function readPublished(databaseUrl: string): Promise<string[]> {
  const client = await connectOnce(databaseUrl)
  try {
    const { rows } = await client.query<{ slug: string; number: number }>(
      `SELECT slug, number FROM listing JOIN listing_revision AS revision ON revision.id = published_revision_id WHERE state = 'published'`,
    )
    return rows.map(({ slug, number }) => `${slug}@${number}`).sort()
  } finally {
    await client.end()
  }
}

async function readCatalogue(node: Asked): Promise<string[]> {
  const listings: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { status, bytes } = await askQuestion(node.address, { method: 'GET', path: `/v1/listings?limit=100${query}`, body: null, markers: 'any' }, once)
    if (status !== 200) throw new Error(`${node.name} does not give its catalogue: ${status} ${bytes.toString()}`)
    const page = JSON.parse(bytes.toString()) as Page
    listings.push(...page.listings.map(({ slug, revision }) => `${slug}@${revision}`))
    cursor = page.nextCursor
  }
  return listings.sort()
}

function firstDifference(served: readonly string[], published: readonly string[]): string {
  const missing = published.filter((entry) => !served.includes(entry))
  const extra = served.filter((entry) => !published.includes(entry))
  return `missing ${missing.slice(0, 3).join(', ')}; extra ${extra.slice(0, 3).join(', ')}`
}
