import type { IncomingMessage, ServerResponse } from 'node:http'
import { namesEntityTag } from '../lib/entity-tag.ts'
import { cacheControl, isSteadyFor, steadyCacheControl } from '../lookup/answer/cache-control.ts'
import { databaseAway } from '../lookup/answer/database-away.ts'
import { chooseEncoding } from '../lookup/answer/choose-encoding.ts'
import type { Form, KeptAnswer } from '../lookup/answer/kept-answer.ts'
import type { LookupContext } from '../lookup/context.ts'
import { everyAnswer } from './add-headers.ts'
import type { RateLimit, Verdict } from './limits/verdict.ts'

/**
 * The short way: answers a request whose answer is kept as finished bytes, before Fastify reads it. What it cannot answer goes the
 * long way, which gives the same bytes and headers.
 *
 * @returns what was sent; null when nothing was
 */
export function answerKept(
  { answers, snapshot, now }: Pick<LookupContext, 'answers' | 'snapshot' | 'now'>,
  limit: RateLimit | null,
  request: IncomingMessage,
  response: ServerResponse,
): KeptAnswer | null {
  const { method, url, headers } = request
  if ((method !== 'GET' && method !== 'HEAD') || headers.host === undefined || headers.expect !== undefined) return null
  const directory = snapshot.current()
  if (directory === null) return null
  const time = now().getTime()
  const kept = answers.findByAddress(directory, url ?? '', headers, time)
  if (kept === undefined) return null
  const verdict = limit === null ? null : limit(request)
  if (verdict !== null && verdict.refused) return null
  const form = kept.form(chooseEncoding(headers['accept-encoding']))
  const known = namesEntityTag(headers['if-none-match'], form.tag)
  const always = known ? headersOf(form).known : headersOf(form).whole
  const isSteady = verdict === null && snapshot.databaseAnswers() && isSteadyFor(kept.until - time)
  response.writeHead(known ? 304 : 200, isSteady ? always : withChanging(always, kept.until - time, verdict, snapshot))
  if (known || method === 'HEAD') response.end()
  else response.end(form.bytes)
  return kept
}

/** Names and values in turn, as Node takes them fastest; the last one is the `Cache-Control` of an answer that stays as it is for long. */
type Heads = { whole: string[]; known: string[] }

const heads = new WeakMap<Form, Heads>()

function headersOf(form: Form): Heads {
  const made = heads.get(form)
  if (made !== undefined) return made
  const { 'content-type': _type, 'content-encoding': _encoding, ...known } = form.headers
  const flat = (headers: Readonly<Record<string, string>>) => [...Object.entries({ ...everyAnswer, ...headers }).flat(), 'cache-control', steadyCacheControl]
  const head = { whole: flat({ ...form.headers, 'content-length': String(form.bytes.length) }), known: flat(known) }
  heads.set(form, head)
  return head
}

/** The same headers for this moment: an answer that changes soon, a limit, a database that is away. */
function withChanging(
  always: readonly string[],
  left: number,
  verdict: Verdict | null,
  snapshot: Pick<LookupContext['snapshot'], 'databaseAnswers'>,
): string[] {
  const headers = [...always.slice(0, -1), cacheControl(left)]
  if (verdict !== null) headers.push('ratelimit-policy', verdict.policy, 'ratelimit', verdict.state)
  if (!snapshot.databaseAnswers()) headers.push(...databaseAway)
  return headers
}
