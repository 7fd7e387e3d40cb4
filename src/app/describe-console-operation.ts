import { consoleHeaderNames } from './console-headers.ts'
import type { consoleAnswerHeaders, consoleRequestHeaders } from './console-headers.ts'
import { describeReach } from './describe-reach.ts'

type Json = Record<string, unknown>
type AnswerHeader = keyof typeof consoleAnswerHeaders
type Media = { schema: { $ref?: string; allOf?: [Json, { properties: { code: { enum: string[] } } }] } }
type Response = { description: string; headers?: Json; content?: Record<string, Media> }

/** What has a tag of its own, by the names of their schemas. A test compares this with what is answered. */
const tagged: ReadonlySet<string> = new Set([
  'EditedListing',
  'EditedGuidance',
  'History',
  'Revision',
  'EditedOrganisation',
  'Member',
  'Editor',
  'ReportedProblem',
  'ConfirmedClaim',
])

/** What is read at an address of its own, which the answer to its creation names. */
const located: ReadonlySet<string> = new Set(['createListing', 'createGuidance', 'createOrganisation'])

/** Begin or end a session, or remember what has begun in this browser. */
const setsCookie: ReadonlySet<string> = new Set([
  'signInWithPassword',
  'showSecondFactor',
  'signInWithOidc',
  'enrolSecondFactor',
  'confirmSecondFactor',
  'signOut',
])

/** Says of an operation of those who signed in who may ask it, which headers it reads, and with which it answers. */
export function describeConsoleOperation(method: string, operation: Json, path: string): void {
  const responses = operation['responses'] as Record<string, Response>
  describeReach(method, operation, path, codesOf(responses['401']))
  readHeaders(method, operation, responses)
  describeIds((operation['parameters'] ?? []) as Json[])
  const id = String(operation['operationId'])
  if (id === 'removeEditor') responses['204'] = { description: 'You removed yourself, and see nothing more.' }
  for (const [status, response] of Object.entries(responses)) {
    const names: AnswerHeader[] = status.startsWith('2') ? goodHeaders(id, status, response) : problemHeaders(status, codesOf(response))
    response.headers = Object.fromEntries(names.map((name) => [consoleHeaderNames[name], { $ref: `#/components/headers/${name}` }]))
  }
}

/** What stands in addresses. */
const ids: Readonly<Record<string, string>> = {
  id: 'The id.',
  organisationId: 'The id of the organisation.',
  editorId: 'The id of the person.',
}

/** Ids are alike everywhere, and an example that nobody has is shown and not sent. */
function describeIds(parameters: readonly Json[]): void {
  for (const parameter of parameters) {
    const meaning = parameter['in'] === 'path' ? ids[String(parameter['name'])] : undefined
    if (meaning !== undefined) parameter['description'] ??= meaning
    const example = parameter['example'] ?? (meaning === undefined ? undefined : '0199d4a2-6f00-7000-8000-000000000001')
    if (example === undefined) continue
    delete parameter['example']
    parameter['schema'] = { ...(parameter['schema'] as Json), examples: [example] }
  }
}

function readHeaders(method: string, operation: Json, responses: Record<string, Response>): void {
  const read: (keyof typeof consoleRequestHeaders)[] = []
  if ('428' in responses) read.push('IfMatch')
  else if ('412' in responses) read.push('IfMatchOrNot')
  if (codesOf(responses['409']).includes('idempotency_key_used')) read.push('IdempotencyKey')
  if (method !== 'get') read.push('Origin')
  const parameters = (operation['parameters'] ?? []) as Json[]
  if (read.length > 0) operation['parameters'] = [...parameters, ...read.map((name) => ({ $ref: `#/components/parameters/${name}` }))]
}

function goodHeaders(id: string, status: string, { content = {} }: Response): AnswerHeader[] {
  const [media] = Object.values(content)
  const name = media?.schema.$ref?.replace('#/components/schemas/', '') ?? ''
  return [
    ...(tagged.has(name) ? (['ETag'] as const) : []),
    ...(located.has(id) && status === '201' ? (['Location'] as const) : []),
    ...(setsCookie.has(id) ? (['SetCookie'] as const) : []),
    ...('application/x-ndjson' in content ? (['ContentDisposition'] as const) : []),
    'NoStore',
    'RateLimitPolicy',
    'RateLimit',
  ]
}

function problemHeaders(status: string, codes: readonly string[]): AnswerHeader[] {
  return [
    'NoStore',
    ...(status === '412' ? (['CurrentETag'] as const) : []),
    ...(codes.includes('not_signed_in') ? (['WWWAuthenticate'] as const) : []),
    // Headers that are too large are refused before anything is counted.
    ...(status === '431' ? [] : (['RateLimitPolicy', 'RateLimit'] as const)),
    ...(status === '429' || status === '503' ? (['RetryAfter'] as const) : []),
    ...(status === '415' ? (['AcceptEncoding'] as const) : []),
    'XRequestId',
  ]
}

function codesOf(response: Response | undefined): readonly string[] {
  return response?.content?.['application/problem+json']?.schema.allOf?.[1].properties.code.enum ?? []
}
