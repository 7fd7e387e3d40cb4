import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { openapiDocument } from '../../src/app/openapi-document.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { problemDocument, problemMediaType } from '../../src/lib/problem-document.ts'
import { digestOf } from '../../src/lib/secret.ts'
import { manualPace } from '../support/manual-pace.ts'
import { exactly, startServer, startServerOn, testNow } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'

const root = path.join(import.meta.dirname, '../..')

type Example = { summary: string; value: unknown }
type Media = Record<string, { schema: object; example?: unknown; examples?: Record<string, Example | { $ref: string }> } | undefined>
type Parameter = {
  name: string
  in: string
  required: boolean
  description?: string
  example?: unknown
  schema: { examples?: unknown[] }
}
type Reference = { $ref: string }
type Operation = {
  operationId: string
  summary: string
  description: string
  tags: string[]
  parameters?: (Parameter | Reference)[]
  requestBody?: { content: Media }
  responses: Record<string, { description: string; content?: Media; headers: Record<string, Reference> }>
}
type Schema = { description?: string; enum?: unknown[]; properties?: Record<string, Schema> }
type Document = {
  info: { description: string }
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Schema>
    examples: Record<string, Example>
    parameters: Record<string, Parameter>
    headers: Record<string, { description: string }>
  }
}

const document = JSON.parse(await openapiDocument()) as Document
const operations = Object.entries(document.paths).flatMap(([route, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ route, method: method.toUpperCase() as 'GET' | 'POST', ...operation })),
)

/** What a part of the document says itself, or refers to. */
function parameterOf(part: Parameter | Reference): Parameter {
  if (!('$ref' in part)) return part
  const found = document.components.parameters[part.$ref.replace('#/components/parameters/', '')]
  if (found === undefined) throw new Error(`${part.$ref} is not there`)
  return found
}

function exampleOf(part: Example | Reference): Example {
  if (!('$ref' in part)) return part
  const found = document.components.examples[part.$ref.replace('#/components/examples/', '')]
  if (found === undefined) throw new Error(`${part.$ref} is not there`)
  return found
}

/** The status of an operation when all is well. */
function goodStatus({ responses }: Pick<Operation, 'responses'>): string {
  return Object.keys(responses).find((status) => status.startsWith('2')) ?? ''
}

/** The schema of the document as something that can check a value. */
function schemaOf(schema: object): z.ZodType {
  const inlined = JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll(
    '#/components/schemas/',
    '#/$defs/',
  )
  return z.fromJSONSchema(JSON.parse(inlined))
}

/** What stands in the link of a claim of these tests. */
const claimToken = 'q2VXJzYWxseSBuZXZlciByZWFsLCBqdXN0IGFuIGV4'

/** The questions whose answers are shown as examples. */
const questions: Record<string, string> = {
  getHelp: '/v1/help?country=FI&locale=sv&ageBand=13-15&situation=blocked_someone',
  postHelp: '/v1/help',
  listListings: '/v1/listings?country=KE&locale=sw&kind=support_line&limit=2',
  getListing: '/v1/listings/fi-mll-child-helpline?country=FI&locale=en',
  listCountries: '/v1/countries?locale=en',
  getCountry: '/v1/countries/KE?locale=en',
  getVocabulary: '/v1/vocabulary?locale=en',
  listGuidance: '/v1/guidance?situation=blocked_someone&locale=en',
  getBundle: '/v1/bundles/KE?locale=sw',
  reportProblem: '/v1/listings/fi-mll-child-helpline/problems',
  requestClaim: '/v1/claims',
  getClaim: `/v1/claims/${claimToken}`,
  confirmClaim: `/v1/claims/${claimToken}`,
  getLiveness: '/livez',
  getReadiness: '/readyz',
  getMetrics: '/metrics',
}

const server = useSeededServer()

beforeAll(async () => {
  await bringToRelease(server.database.url)
  const client = await connectOnce(server.database.url)
  const values = [v7(), digestOf(claimToken), testNow, new Date(testNow.getTime() + 3 * 24 * 60 * 60 * 1000)]
  await client.query(
    `INSERT INTO claim (id, organisation_id, wish, email, token_digest, created_at, expires_at)
     SELECT $1, id, 'this_is_us', 'office@example.org', $2, $3, $4 FROM organisation WHERE slug = 'mannerheimin-lastensuojeluliitto-mll-fi'`,
    values,
  )
  await client.end()
})

/** Each time from another address: what is limited by it is not what is tested here. */
let callers = 0
const caller = () => `192.0.2.${(callers += 1) % 250}`

async function ask({ operationId, method, requestBody }: (typeof operations)[number], url = questions[operationId] ?? '') {
  const remoteAddress = caller()
  if (method === 'GET' || requestBody === undefined) return server.app.inject({ method, url, remoteAddress })
  const payload = await readFile(path.join(root, `openapi/examples/${operationId}.request.json`), 'utf8')
  return server.app.inject({ method, url, payload, remoteAddress, headers: { 'content-type': 'application/json' } })
}

/** An installation gives its own ids: the examples count them. */
function withCountedIds(text: string): string {
  const ids = new Map<string, string>()
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
    const counted = ids.get(id) ?? `01a1f8d3-ea00-7000-8000-${String(ids.size + 1).padStart(12, '0')}`
    ids.set(id, counted)
    return counted
  })
}

/** All territories would fill pages. */
function shortened(operationId: string, answer: { countries?: unknown[]; labels?: object; guidance?: unknown[]; listings?: unknown[] }): object {
  if (operationId === 'listCountries') return { ...answer, countries: answer.countries?.slice(0, 3) }
  if (operationId !== 'getBundle') return answer
  const labels = Object.fromEntries(Object.entries(answer.labels ?? {}).slice(0, 3))
  return { ...answer, labels, guidance: answer.guidance?.slice(0, 1), listings: answer.listings?.slice(0, 1) }
}

describe('the description', () => {
  it('is the committed one', async () => {
    expect(await readFile(path.join(root, 'openapi/lookup.json'), 'utf8'), 'mend with: npm run -s cli -- openapi').toBe(
      await openapiDocument(),
    )
  })

  it('is what /openapi.json shows', async () => {
    expect((await server.app.inject('/openapi.json')).json()).toEqual(document)
  })

  it('pleases its linters', async () => {
    const run = promisify(execFile)
    const environment = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const lint = (...command: string[]) =>
      run(path.join(root, 'node_modules/.bin', command[0] ?? ''), command.slice(1), { cwd: root, env: environment })
    await lint('spectral', 'lint', 'openapi/lookup.json', '-r', 'openapi/spectral.yaml', '-F', 'hint')
    const { stderr } = await lint('redocly', 'lint', 'openapi/lookup.json', '--config', 'openapi/redocly.yaml')
    expect(stderr).not.toMatch(/warning/i)
  })

  it('has every schema that it refers to once, and no other', () => {
    const referred = new Set([...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name))
    expect(Object.keys(document.components.schemas).sort()).toEqual([...referred].map(String).sort())
    expect(Object.keys(document.components.schemas).filter((name) => name.endsWith('Input'))).toEqual([])
  })

  it('lets answers have more fields some day, and requests none', () => {
    const closed = Object.entries(document.components.schemas).filter(([, schema]) =>
      JSON.stringify(schema).includes('"additionalProperties":false'),
    )
    expect(closed.map(([name]) => name).toSorted()).toEqual(['ClaimRequest', 'HelpQuestion', 'ProblemReport'])
    expect(document.paths['/v1/help']?.['post']?.requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/HelpQuestion',
    })
  })

  it('describes every schema and every property of each', () => {
    const schemas = Object.entries(document.components.schemas)
    const properties = schemas.flatMap(([name, schema]) => Object.entries(propertiesIn(schema, name)))
    expect(properties.length).toBeGreaterThan(200)
    const unclear = [...schemas, ...properties].filter(([, { description = '' }]) => !/^.{4,}[.:]/s.test(description))
    expect(unclear.map(([name]) => name)).toEqual([])
  })

  it('names every list of values once', () => {
    const lists = listsIn(document).filter((list) => list.includes(' '))
    expect(lists.length).toBeGreaterThan(20)
    expect(lists.filter((list, index) => lists.indexOf(list) !== index)).toEqual([])
  })

  it('names what a client would otherwise make types of its own for', () => {
    const names = ['Situation', 'Topic', 'Audience', 'AgeBand', 'Kind', 'ChannelType', 'Community', 'HelpSection', 'HelpGuidance']
    const parts = ['EmergencyNumbers', 'Menu', 'Notice', 'NoticeId', 'LeftOut', 'LeftOutRule', 'OpeningHours', 'Channel', 'Listing']
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining([...names, ...parts, 'HelpQuestion', 'Problem']))
    expect(nestedObjects(document.components.schemas)).toEqual([])
    expect(document.components.schemas['OpeningHours']).toMatchObject({ discriminator: { propertyName: 'mode' } })
  })

  it('says of every closed list what each value means where the word does not', () => {
    for (const name of ['LeftOutRule', 'NoticeId']) {
      const { enum: values = [], description = '' } = document.components.schemas[name] ?? {}
      expect(values.filter((value) => !description.includes(`\`${String(value)}\`: `))).toEqual([])
      expect(values.length).toBeGreaterThan(4)
    }
  })

  it('has no number that is a limit of the machine', () => {
    expect(JSON.stringify(document)).not.toContain(String(Number.MAX_SAFE_INTEGER))
  })

  it('tells clients to tolerate what they do not know, and which answers have a tag', () => {
    expect(document.info.description).toMatch(/must tolerate a value that it does not know/)
    expect(document.info.description).not.toMatch(/every answer has an/i)
  })

  it('has nothing that only editors may read', () => {
    expect(JSON.stringify(document)).not.toMatch(/editorsNote|"sources"|importedAt|"author"/)
  })
})

const mediaTypeOf = (operation: Operation) => Object.keys(operation.responses[goodStatus(operation)]?.content ?? {})[0] ?? ''

describe.each(operations)('$operationId', (operation) => {
  it('is described: a sentence, every parameter with meaning and example, every status with a schema', () => {
    expect(operation.summary).toMatch(/^[A-Z].*\.$/)
    expect(operation.description.length).toBeGreaterThan(20)
    expect(operation.tags).toHaveLength(1)
    const parameters = (operation.parameters ?? []).map(parameterOf)
    expect(parameters.filter(({ description = '' }) => !description.endsWith('.'))).toEqual([])
    const withoutExample = parameters.filter(({ example, schema }) => example === undefined && schema.examples === undefined)
    // Only the page before has a cursor.
    expect(withoutExample.map(({ name }) => name).filter((name) => name !== 'cursor')).toEqual([])
    const responses = Object.entries(operation.responses)
    expect(responses.filter(([, { description }]) => description.length < 5)).toEqual([])
    const mediaOf = (status: string) => (status === goodStatus(operation) ? mediaTypeOf(operation) : problemMediaType)
    const withoutSchema = responses.filter(([status, { content }]) => content?.[mediaOf(status)]?.schema === undefined)
    expect(withoutSchema.map(([status]) => status).filter((status) => status !== '304')).toEqual([])
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining([goodStatus(operation), '400', '500']))
  })

  it('has a real example for every problem that it can have, each with its own status and code', () => {
    for (const [status, { content }] of Object.entries(operation.responses).filter(([code]) => Number(code) >= 400)) {
      const { schema = {}, examples = {} } = content?.[problemMediaType] ?? {}
      const { allOf } = schema as { allOf: [Reference, { properties: { code: { enum: string[] } } }] }
      expect(Object.keys(examples)).toEqual(allOf[1].properties.code.enum)
      for (const [code, example] of Object.entries(examples)) {
        const { value } = exampleOf(example)
        expect(exactly(schemaOf(schema), value)).toMatchObject({ status: Number(status), code, type: `/docs#problem-${code}` })
      }
    }
  })

  it('sends the headers that it is described to send', async () => {
    const { headers } = await ask(operation)
    for (const name of Object.keys(operation.responses[goodStatus(operation)]?.headers ?? {})) {
      // The database answers, nothing is limited, and nothing but parameters was used.
      if (!['Vary', 'Directory-Database', 'RateLimit', 'RateLimit-Policy'].includes(name)) expect([name, typeof headers[name.toLowerCase()]]).toEqual([name, 'string'])
    }
    const described = Object.keys(operation.responses[goodStatus(operation)]?.headers ?? {}).map((name) => name.toLowerCase())
    const sent = ['etag', 'cache-control', 'content-language', 'vary', 'x-request-id'].filter((name) => headers[name] !== undefined)
    expect(described).toEqual(expect.arrayContaining(sent))
    expect('304' in operation.responses).toBe(headers['etag'] !== undefined)
    const reads = (operation.parameters ?? []).map(parameterOf).flatMap(({ name, in: place }) => (place === 'header' ? [name] : []))
    expect(reads.includes('If-None-Match')).toBe(headers['etag'] !== undefined)
    expect(reads.includes('Accept-Language')).toBe(headers['content-language'] !== undefined)
  })

  it('says of a refusal that it tells the limit, as it does', async () => {
    const limited = await startServer(server.database.url, { config: { rateLimitPerMinute: 100 } })
    const response = await limited.app.inject({ method: operation.method, url: `${operation.route.replaceAll(/[{}]/g, '')}?colour=blue` })
    const described = Object.keys(operation.responses[response.statusCode]?.headers ?? {})
    await limited.close()
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    for (const name of ['RateLimit', 'RateLimit-Policy']) expect([name, described.includes(name)]).toEqual([name, name.toLowerCase() in response.headers])
  })

  it('answers with what its schema says when all is well, and its example is such an answer', async () => {
    const response = await ask(operation)
    expect(String(response.statusCode)).toBe(goodStatus(operation))
    expect(response.headers['content-type']).toMatch(new RegExp(`^${mediaTypeOf(operation)};`))
    if (mediaTypeOf(operation) !== 'application/json') return
    const media = operation.responses[goodStatus(operation)]?.content?.['application/json']
    const schema = schemaOf(media?.schema ?? {})
    exactly(schema, response.json())
    const example = JSON.parse(withCountedIds(response.body))
    const text = `${JSON.stringify(shortened(operation.operationId, example), null, 2)}\n`
    await expect(text).toMatchFileSnapshot(exampleFile(operation.operationId))
    exactly(schema, media?.example)
  })

  it('refuses an unknown parameter with a problem that its schema describes', async () => {
    const url = `${questions[operation.operationId]}${questions[operation.operationId]?.includes('?') === true ? '&' : '?'}colour=blue`
    const response = await ask(operation, url)
    expect(response.statusCode).toBe(400)
    const problem = exactly(schemaOf(operation.responses['400']?.content?.[problemMediaType]?.schema ?? {}), response.json())
    expect(problem).toMatchObject({ code: 'invalid_parameters', errors: [{ parameter: 'colour', code: 'unknown_parameter' }] })
    await expectExample(`${operation.operationId}.invalid_parameters`, response.body)
  })
})

describe.each(operations.filter(({ route }) => route.includes('{')))('$operationId', (operation) => {
  it('describes what an address is answered that cannot be decoded', async () => {
    const response = await ask(operation, operation.route.replace(/\{\w+\}/, '%E0%A4%A'))
    const described = schemaOf(operation.responses[response.statusCode]?.content?.[problemMediaType]?.schema ?? {})
    expect(exactly(described, response.json())).toMatchObject({ status: 400, code: 'malformed_url' })
  })

  it('describes its 404', async () => {
    const response = await ask(operation, operation.route.replace(/\{\w+\}/, 'nothing'))
    expect(response.statusCode).toBe(404)
    expect(exactly(problemDocument, response.json()).code).toBe('not_found')
    expect(operation.responses['404']).toBeDefined()
    await expectExample(`${operation.operationId}.not_found`, response.body)
  })
})

describe('problems that are alike at every operation', () => {
  const post = (payload: string, type = 'application/json') =>
    server.app.inject({ method: 'POST', url: '/v1/help', payload, headers: { 'content-type': type } })

  it('have real examples', async () => {
    await expectExample('postHelp.invalid_body', (await post('{"country":"FIN","ageband":"13-15"}')).body)
    const send = (url: string, body: object) =>
      server.app.inject({ method: 'POST', url, payload: JSON.stringify(body), headers: { 'content-type': 'application/json' }, remoteAddress: caller() })
    await expectExample('reportProblem.invalid_body', (await send('/v1/listings/fi-mll-child-helpline/problems', { kind: 'broken', text: 'Hello' })).body)
    await expectExample('requestClaim.invalid_body', (await send('/v1/claims', { wish: 'this_is_us', email: 'office' })).body)
    const nowhere = await startServer(server.database.url)
    const untaken = await nowhere.app.inject({ method: 'POST', url: `/v1/claims/${claimToken}` })
    await expectExample('problem.database_away', untaken.body)
    await nowhere.close()
    await expectExample('problem.malformed_json', (await post('{"country":')).body)
    await expectExample('problem.body_too_large', (await post(JSON.stringify({ country: 'a'.repeat(17_000) }))).body)
    await expectExample('problem.unsupported_media_type', (await post('country=FI', 'application/x-www-form-urlencoded')).body)
    const elsewhere = await server.app.inject('/v1/listings/fi-mll-child-helpline?country=SE')
    await expectExample('problem.no_contact_there', elsewhere.body)
    await expectExample('problem.malformed_url', (await server.app.inject('/v1/listings/%E0%A4%A')).body)
    await expectExample('problem.uri_too_long', (await server.app.inject(`/livez?${'a'.repeat(9000)}`)).body)
    const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
    const headers = { 'x-long': 'a'.repeat(20_000) }
    await expectExample('problem.headers_too_large', await (await fetch(`${address}/livez`, { headers })).text())
    let clockStands = false
    const broken = await startServer(server.database.url, {
      now: () => {
        if (clockStands) throw new Error('no clock')
        return testNow
      },
    })
    clockStands = true
    const failed = await broken.app.inject('/v1/help?country=FI')
    clockStands = false
    await expectExample('problem.internal_error', failed.body)
    await broken.close()
    const away = () => Promise.reject(new Error('connect ECONNREFUSED'))
    const alone = await startServerOn({
      readHead: away,
      readDirectory: away,
      readChanges: away,
      listen: () => ({ close: () => Promise.resolve() }),
      close: () => Promise.resolve(),
    })
    await expectExample('problem.directory_not_loaded', (await alone.app.inject('/v1/help?country=FI')).body)
    await alone.close()
  })

  it('have real examples when too much is asked, and when a node is about to stop', async () => {
    const limited = await startServer(server.database.url, { config: { rateLimitPerMinute: 1 } })
    await limited.app.inject('/v1/help?country=FI')
    await expectExample('problem.rate_limited', (await limited.app.inject('/v1/help?country=FI')).body)
    await limited.close()
    const pace = manualPace()
    const behind = await startServer(server.database.url, { pace })
    for (let times = 0; times < 5; times++) {
      pace.hang(1000)
      pace.pass(0)
    }
    await expectExample('problem.overloaded', (await behind.app.inject('/v1/help?country=FI')).body)
    behind.app.drain.begin(behind.app.server)
    await expectExample('problem.draining', (await behind.app.inject('/readyz')).body)
    await behind.close()
  })
})

async function expectExample(name: string, body: string): Promise<void> {
  await expect(`${JSON.stringify(JSON.parse(withCountedIds(body)), null, 2)}\n`).toMatchFileSnapshot(exampleFile(name))
}

function exampleFile(name: string): string {
  return path.join(root, `openapi/examples/${name}.json`)
}

/** The properties of a schema, and of the objects that are written out in it, by their paths. */
function propertiesIn(schema: Schema, name: string): Record<string, Schema> {
  const found: Record<string, Schema> = {}
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    found[`${name}.${key}`] = property
    Object.assign(found, propertiesIn(property, `${name}.${key}`))
  }
  return found
}

/** Every list of values that is written out somewhere, in words; what problems of one status can say is not one. */
function listsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null || 'example' in part) return []
  if ('description' in part && part.description === 'The kind of problem, one of those of this status.') return []
  const own = 'enum' in part && Array.isArray(part.enum) ? [part.enum.map(String).join(' ')] : []
  return [...own, ...Object.values(part).flatMap(listsIn)]
}

/** Paths of the objects without a name inside named schemas. */
function nestedObjects(schemas: Record<string, Schema>): string[] {
  return Object.entries(schemas).flatMap(([name, schema]) =>
    Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
      JSON.stringify(property).includes('"properties"') ? [`${name}.${key}`] : [],
    ),
  )
}
