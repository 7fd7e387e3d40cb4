import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openapiDocument } from '../../src/app/openapi-document.ts'
import { problemDocument, problemMediaType } from '../../src/lib/problem-document.ts'
import { cloneSeededDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { exactly, startServer } from '../support/server.ts'
import type { TestServer } from '../support/server.ts'

const root = path.join(import.meta.dirname, '../..')

type Media = Record<string, { schema: object; example?: unknown } | undefined>
type Parameter = {
  name: string
  in: string
  required: boolean
  description?: string
  example?: unknown
  schema: { examples?: unknown[] }
}
type Operation = {
  operationId: string
  summary: string
  description: string
  tags: string[]
  parameters?: Parameter[]
  requestBody?: { content: Media }
  responses: Record<string, { description: string; content?: Media }>
}
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } }

const document = JSON.parse(await openapiDocument()) as Document
const operations = Object.entries(document.paths).flatMap(([route, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ route, method: method.toUpperCase() as 'GET' | 'POST', ...operation })),
)

/** The schema of the document as something that can check a value. */
function schemaOf(schema: object): z.ZodType {
  const inlined = JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll(
    '#/components/schemas/',
    '#/$defs/',
  )
  return z.fromJSONSchema(JSON.parse(inlined))
}

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
  getLiveness: '/livez',
  getReadiness: '/readyz',
}

let database: TestDatabase
let server: TestServer

beforeAll(async () => {
  database = await cloneSeededDatabase()
  server = await startServer(database.url)
})

afterAll(async () => {
  await server.close()
  await database.drop()
})

async function ask({ operationId, method }: (typeof operations)[number], url = questions[operationId] ?? '') {
  if (method === 'GET') return server.app.inject(url)
  const payload = await readFile(path.join(root, `openapi/examples/${operationId}.request.json`), 'utf8')
  return server.app.inject({ method, url, payload, headers: { 'content-type': 'application/json' } })
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
function shortened(operationId: string, answer: { countries?: unknown[] }): object {
  return operationId === 'listCountries' ? { ...answer, countries: answer.countries?.slice(0, 3) } : answer
}

describe('the description', () => {
  it('is the committed one', async () => {
    expect(await readFile(path.join(root, 'openapi/lookup.json'), 'utf8'), 'mend with: npm run -s cli -- openapi').toBe(
      await openapiDocument(),
    )
  })

  it('is what /openapi.json and /docs show', async () => {
    expect((await server.app.inject('/openapi.json')).json()).toEqual(document)
    expect((await server.app.inject('/docs/json')).json()).toEqual(document)
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
    expect(JSON.stringify(document.components.schemas)).not.toContain('"additionalProperties":false')
    expect(document.paths['/v1/help']?.['post']?.requestBody?.content['application/json']?.schema).toMatchObject({
      additionalProperties: false,
    })
  })

  it('has nothing that only editors may read', () => {
    expect(JSON.stringify(document)).not.toMatch(/editorsNote|"sources"|importedAt|"author"/)
  })
})

describe.each(operations)('$operationId', (operation) => {
  it('is described: a sentence, every parameter with meaning and example, every status with a schema', () => {
    expect(operation.summary).toMatch(/^[A-Z].*\.$/)
    expect(operation.description.length).toBeGreaterThan(20)
    expect(operation.tags).toHaveLength(1)
    const parameters = operation.parameters ?? []
    expect(parameters.filter(({ description = '' }) => !description.endsWith('.'))).toEqual([])
    const withoutExample = parameters.filter(({ example, schema }) => example === undefined && schema.examples === undefined)
    // Only the page before has a cursor.
    expect(withoutExample.map(({ name }) => name).filter((name) => name !== 'cursor')).toEqual([])
    const responses = Object.entries(operation.responses)
    expect(responses.filter(([, { description }]) => description.length < 5)).toEqual([])
    const mediaOf = (status: string) => (status === '200' ? 'application/json' : problemMediaType)
    const withoutSchema = responses.filter(([status, { content }]) => content?.[mediaOf(status)]?.schema === undefined)
    expect(withoutSchema.map(([status]) => status).filter((status) => status !== '304')).toEqual([])
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', '400', '500']))
  })

  it('answers 200 with what its schema says, and its example is such an answer', async () => {
    const response = await ask(operation)
    expect(response.statusCode).toBe(200)
    const media = operation.responses['200']?.content?.['application/json']
    const schema = schemaOf(media?.schema ?? {})
    exactly(schema, response.json())
    const example = JSON.parse(withCountedIds(response.body))
    const text = `${JSON.stringify(shortened(operation.operationId, example), null, 2)}\n`
    await expect(text).toMatchFileSnapshot(path.join(root, `openapi/examples/${operation.operationId}.json`))
    exactly(schema, media?.example)
  })

  it('refuses an unknown parameter with a problem that its schema describes', async () => {
    const url = `${questions[operation.operationId]}${questions[operation.operationId]?.includes('?') === true ? '&' : '?'}colour=blue`
    const response = await ask(operation, url)
    expect(response.statusCode).toBe(400)
    const problem = exactly(schemaOf(operation.responses['400']?.content?.[problemMediaType]?.schema ?? {}), response.json())
    expect(problem).toMatchObject({ code: 'invalid_parameters', errors: [{ parameter: 'colour', code: 'unknown_parameter' }] })
  })
})

describe.each(operations.filter(({ route }) => route.includes('{')))('$operationId', (operation) => {
  it('describes its 404', async () => {
    const response = await server.app.inject(operation.route.replace(/\{\w+\}/, 'nothing'))
    expect(response.statusCode).toBe(404)
    expect(exactly(problemDocument, response.json()).code).toBe('not_found')
    expect(operation.responses['404']).toBeDefined()
  })
})
