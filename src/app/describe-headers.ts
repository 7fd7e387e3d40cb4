import { headerNames } from './described-headers.ts'
import type { answerHeaders, requestHeaders } from './described-headers.ts'

type Json = Record<string, unknown>
type AnswerHeader = keyof typeof answerHeaders

/** Says of an operation which headers it reads and answers with, and adds the 304 of one whose answers are cached. */
export function describeHeaders(method: string, operation: Json): void {
  const parameters = (operation['parameters'] ?? []) as Json[]
  const speaks = operation['operationId'] === 'postHelp' || parameters.some(({ name }) => name === 'locale')
  const isCached = method === 'get' && !(operation['tags'] as string[]).includes('Operations') && operation['operationId'] !== 'getClaim'
  const read: (keyof typeof requestHeaders)[] = []
  if (speaks) read.push('AcceptLanguage')
  if (isCached) read.push('IfNoneMatch')
  if (read.length > 0) {
    operation['parameters'] = [...parameters, ...read.map((name) => ({ $ref: `#/components/parameters/${name}` }))]
  }

  const language: AnswerHeader[] = speaks ? ['ContentLanguage'] : []
  const isForOperators = (operation['tags'] as string[]).includes('Operations')
  const database: AnswerHeader[] = isForOperators ? [] : ['DirectoryDatabase']
  const limit: AnswerHeader[] = isForOperators ? [] : ['RateLimitPolicy', 'RateLimit']
  const sent: AnswerHeader[] = isCached
    ? ['ETag', 'CacheControl', ...language, 'Vary', ...database, ...limit]
    : ['NoStore', ...language, ...database, ...limit]
  const responses = operation['responses'] as Record<string, Json>
  for (const [status, response] of Object.entries(responses)) {
    const later: AnswerHeader[] = status === '429' || status === '503' ? ['RetryAfter'] : []
    const coding: AnswerHeader[] = status === '415' ? ['AcceptEncoding'] : []
    const kept = isCached && operation['operationId'] === 'getListing' && status === '404'
    // Headers that are too large are refused before anything is counted.
    const counted = status === '431' ? [] : limit
    const names: AnswerHeader[] = [kept ? 'CacheControl' : 'NoStore', ...counted, ...later, ...coding, 'XRequestId']
    response['headers'] = references(status.startsWith('2') ? sent : names)
  }
  if (!isCached) return
  responses['304'] = {
    description: 'Nothing changed since the answer whose tag was sent in `If-None-Match`.',
    headers: references(sent),
  }
}

function references(names: readonly AnswerHeader[]): Json {
  return Object.fromEntries(names.map((name) => [headerNames[name], { $ref: `#/components/headers/${name}` }]))
}
