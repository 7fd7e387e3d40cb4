import type { IncomingMessage, ServerResponse } from 'node:http'
import { createNotes } from '../lib/create-notes.ts'
import { namesEntityTag } from '../lib/entity-tag.ts'
import { cacheControl, steadySeconds } from '../lookup/answer/cache-control.ts'
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
  const matching = headers['if-none-match']
  const known = matching !== undefined && (matching === form.tag || namesEntityTag(matching, form.tag))
  const lines = linesOf(form, kept.until - time)
  const always = known ? lines.known : lines.whole
  const isUsual = verdict === null && snapshot.databaseAnswers()
  response.writeHead(known ? 304 : 200, isUsual ? always : withMore(always, verdict, snapshot))
  if (known || method === 'HEAD') response.end()
  else response.end(form.bytes)
  return kept
}

/** The header lines of one encoding: names and values in turn, as Node takes them fastest. The last value is that of `Cache-Control`. */
type Lines = { whole: string[]; known: string[]; seconds: number }

const made = createNotes<Form, Lines>()

/**
 * Written once, and again only as far as time changes them: each line that is made for one request alone costs more than finding the answer.
 *
 * @param left milliseconds until the answer changes by itself
 */
function linesOf(form: Form, left: number): Lines {
  let lines = made.of(form)
  if (lines === undefined) made.note(form, (lines = writeLines(form)))
  const seconds = steadySeconds(left)
  if (lines.seconds !== seconds) {
    lines.seconds = seconds
    lines.whole[lines.whole.length - 1] = lines.known[lines.known.length - 1] = cacheControl(left)
  }
  return lines
}

function writeLines(form: Form): Lines {
  const { 'content-type': _type, 'content-encoding': _encoding, ...known } = form.headers
  const flat = (headers: Readonly<Record<string, string>>) => [...Object.entries({ ...everyAnswer, ...headers }).flat(), 'cache-control', '']
  return { whole: flat({ ...form.headers, 'content-length': String(form.bytes.length) }), known: flat(known), seconds: Number.NaN }
}

/** The same lines with what is true of this moment or this caller: a limit, a database that is away. */
function withMore(always: readonly string[], verdict: Verdict | null, snapshot: Pick<LookupContext['snapshot'], 'databaseAnswers'>): string[] {
  const headers = [...always]
  if (verdict !== null) headers.push('ratelimit-policy', verdict.policy, 'ratelimit', verdict.state)
  if (!snapshot.databaseAnswers()) headers.push(...databaseAway)
  return headers
}
