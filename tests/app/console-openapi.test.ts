import { execFile } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openapiDocument } from '../../src/app/openapi-document.ts'
import { problemMediaType } from '../../src/lib/problem-document.ts'
import { problems } from '../../src/lib/problems.ts'
import { codesOf, disagreement, document, goodStatus, operations } from './console/described.ts'
import type { Operation } from './console/described.ts'
import { openWorld } from './console/open-world.ts'
import type { Told, World } from './console/open-world.ts'
import { tellContent } from './console/tell-content.ts'
import { tellDoors, tellEndings, tellPeople } from './console/tell-people.ts'

const root = path.join(import.meta.dirname, '../..')
const folder = path.join(root, 'openapi/examples/console')
let world: World

beforeAll(async () => {
  world = await openWorld()
  const people = await tellPeople(world)
  await tellContent(world, people)
  await tellDoors(world, people)
  await tellEndings(world, people)
}, 60_000)
afterAll(() => world.close())

const told = ({ operationId }: Operation) => world.told.filter((one) => one.operationId === operationId)
const isGood = ({ response }: Told) => response.statusCode < 300
const codeOf = ({ response }: Told) => response.json<{ code: string }>().code
/** Lines of what is sent a line at a time, else the whole. */
const bodiesOf = ({ response }: Told): unknown[] =>
  String(response.headers['content-type']).includes('ndjson') ? response.body.trim().split('\n').map((line) => JSON.parse(line) as unknown) : [response.json()]

/** Shown with their own operation, because they tell more than problems of the code do elsewhere. */
const ownProblems = ['reviseListing.changed_meanwhile', 'reviseGuidance.changed_meanwhile', 'restoreListing.changed_meanwhile', 'restoreGuidance.changed_meanwhile']

async function expectExample(name: string, value: unknown): Promise<void> {
  await expect(world.stable.write(value)).toMatchFileSnapshot(path.join(folder, `${name}.json`))
}

describe('the examples', () => {
  it('are what is asked and answered, in the order of the story', async () => {
    const names: string[] = []
    const keep = async (name: string, value: unknown) => {
      if (names.includes(name)) return
      names.push(name)
      await expectExample(name, value)
    }
    for (const one of world.told) {
      const { operationId, sent, response } = one
      if (isGood(one) && response.statusCode !== 204) {
        if (sent.body !== undefined) await keep(`${operationId}.request`, sent.body)
        await keep(operationId, bodiesOf(one)[0])
      } else if (response.statusCode >= 400) {
        const own = `${operationId}.${codeOf(one)}`
        await keep(ownProblems.includes(own) ? own : `problem.${codeOf(one)}`, response.json())
      }
    }
    const files = (await readdir(folder)).map((file) => path.basename(file, '.json'))
    expect(files.toSorted(), 'remove what nobody answers any more').toEqual(names.toSorted())
  })

  it('show no secret that opens anything, and no id of a run', async () => {
    const texts = await Promise.all((await readdir(folder)).map((file) => readFile(path.join(folder, file), 'utf8')))
    const ids = texts.flatMap((text) => text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{17,}/g) ?? [])
    expect(ids.length).toBeGreaterThan(100)
    expect(ids.filter((id) => !id.startsWith('0199d4a2-6f00-7000-8000-'))).toEqual([])
    const secrets = texts.flatMap((text) => [...text.matchAll(/"(?:token|key|secret)": "([^"]+)"/g)].map(([, secret = '']) => secret))
    expect(secrets.length).toBeGreaterThan(3)
    expect(secrets.filter((secret) => !/^the-secret-of-|^csrd_this-is-not-a-key|^GEZDGNBVGY3TQOJQ/.test(secret))).toEqual([])
  })
})

describe('the description', () => {
  it('is the committed one', async () => {
    expect(await readFile(path.join(root, 'openapi/console.json'), 'utf8'), 'mend with: npm run -s cli -- openapi').toBe(await openapiDocument('console'))
  })

  it('is what /openapi-console.json shows', async () => {
    expect((await world.server.app.inject('/openapi-console.json')).json()).toEqual(document)
  })

  it('pleases its linters', async () => {
    const run = promisify(execFile)
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const lint = (command: string, ...words: string[]) => run(path.join(root, 'node_modules/.bin', command), words, { cwd: root, env })
    await lint('spectral', 'lint', 'openapi/console.json', '-r', 'openapi/spectral.yaml', '-F', 'hint')
    const { stderr } = await lint('redocly', 'lint', 'openapi/console.json', '--config', 'openapi/redocly.yaml')
    expect(stderr).not.toMatch(/warning/i)
  }, 60_000)

  it('has every tag with a description, and no other', () => {
    expect(document.tags.map(({ name }) => name).toSorted()).toEqual([...new Set(operations.flatMap(({ tags }) => tags))].toSorted())
  })

  it('refers only to schemas that are there, and has no other', () => {
    const referred = new Set([...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name))
    expect(Object.keys(document.components.schemas).toSorted()).toEqual([...referred].map(String).toSorted())
  })
})

describe.each(operations)('$operationId', (operation) => {
  const { operationId, summary, description, parameters, responses } = operation
  const good = goodStatus(operation)

  it('is described: a sentence, more than the sentence, every parameter with its meaning', () => {
    expect(summary).toMatch(/^[A-Z][a-z]+ .*\.$/)
    const [own = '', ...reach] = description.split('\n\n')
    expect(own).not.toContain(summary)
    expect(own.length).toBeGreaterThan(40)
    if (!operation.path.startsWith('/v1/sign-in/')) expect(reach.join(' ')).toMatch(/key/i)
    expect(operation.tags).toHaveLength(1)
    expect(parameters.filter((parameter) => !/[.:]$/.test(parameter.description ?? '')).map(({ name }) => name)).toEqual([])
    const withoutExample = parameters.filter(({ schema }) => schema.examples === undefined).map(({ name }) => name)
    // Only the page before has a cursor, and only a mail the secret of a link.
    expect(withoutExample.filter((name) => name !== 'cursor' && name !== 'token')).toEqual([])
  })

  it('says who may ask it, and how they prove it', async () => {
    const needs = JSON.stringify(operation.security)
    if (operation.path.startsWith('/v1/console/')) expect(needs).toMatch(/^\[\{"session":\[\]\}(?:,\{"key":\[\]\})?\]$/)
    expect(description.includes('A key cannot do this.')).toBe(operation.path.startsWith('/v1/console/') && !needs.includes('key'))
    const nobody = world.newBrowser()
    const response = await world.ask(nobody, operationId, { ...told(operation).find(isGood)?.sent }, 'any')
    expect([operationId, response.statusCode === 401 && codesOf(operation, 401).includes('not_signed_in')]).toEqual([operationId, needs.startsWith('[{"session"')])
  })

  it('describes every answer that it gave: its status, all of its fields, its code', () => {
    const all = told(operation)
    expect(all.filter(isGood).length).toBeGreaterThan(0)
    for (const one of all) {
      const { statusCode } = one.response
      const response = responses[statusCode]
      expect([operationId, statusCode, response !== undefined]).toEqual([operationId, statusCode, true])
      const type = String(one.response.headers['content-type']).split(';')[0] ?? ''
      const schema = response?.content[type]?.schema
      if (statusCode === 204) expect(one.response.body).toBe('')
      else for (const body of bodiesOf(one)) expect(disagreement(schema ?? { not: {} }, body)).toBeNull()
      if (statusCode >= 400) expect(codesOf(operation, statusCode)).toContain(codeOf(one))
    }
  })

  it('answers with the headers that it is described to answer with', () => {
    // Nothing is limited here, no key was wrong everywhere, and successes have no id in the log to ask for.
    const sometimes = ['RateLimit', 'RateLimit-Policy', 'WWW-Authenticate']
    const watched = ['ETag', 'Location', 'Set-Cookie', 'Content-Disposition', 'Cache-Control', 'Retry-After', 'WWW-Authenticate']
    for (const { response } of told(operation)) {
      const described = Object.keys(responses[response.statusCode]?.headers ?? {})
      const sent = Object.keys(response.headers)
      const missing = described.filter((name) => !sent.includes(name.toLowerCase()) && !sometimes.includes(name))
      const surplus = watched.filter((name) => sent.includes(name.toLowerCase()) && !described.includes(name))
      expect([operationId, response.statusCode, missing, surplus]).toEqual([operationId, response.statusCode, [], []])
      expect(response.headers['cache-control']).toBe('no-store')
      expect(response.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('describes how it refuses an address and a body that cannot be read, also where it needs no body', async () => {
    const { app } = world.server
    const method = operation.method.toUpperCase() as 'GET' | 'POST'
    const url = operation.path.replaceAll(/\{\w+\}/g, 'a')
    const answers = operation.path.includes('{') ? [await app.inject({ method, url: operation.path.replaceAll(/\{\w+\}/g, '%E0%A4%A') })] : []
    if (method !== 'GET') {
      for (const payload of ['a=b', 'a'.repeat(2_000_000)]) answers.push(await app.inject({ method, url, payload, headers: { 'content-type': payload === 'a=b' ? 'text/plain' : 'application/json' } }))
    }
    const refused = answers.map((response) => [response.statusCode, response.json<{ code: string }>().code] as const)
    for (const [status, code] of refused) expect([operationId, status, codesOf(operation, status)]).toEqual([operationId, status, expect.arrayContaining([code])])
  })

  it('has examples that fit: of a request, of the answer, of every problem that it can have', () => {
    const body = operation.requestBody?.content['application/json']
    if (body !== undefined) {
      expect(body.example).toBeDefined()
      expect(disagreementOfRequest(body.schema, body.example)).toBeNull()
    }
    const [media] = Object.values(responses[good]?.content ?? {})
    expect(media?.example).toBeDefined()
    expect(disagreement(media?.schema ?? {}, media?.example)).toBeNull()
    for (const [status, { content }] of Object.entries(responses).filter(([code]) => Number(code) >= 400)) {
      const { schema = {}, examples = {} } = content[problemMediaType] ?? {}
      expect(Object.keys(examples)).toEqual(codesOf(operation, Number(status)))
      for (const [code, { value }] of Object.entries(examples)) {
        expect(disagreement(schema, value)).toBeNull()
        expect(value).toMatchObject({ status: Number(status), code })
      }
    }
  })
})

/** Fields that have a default may be left out of a request, so that reading it adds them. */
function disagreementOfRequest(schema: object, value: unknown): string | null {
  const found = disagreement(schema, value)
  return found?.startsWith('the schema does not describe') === true ? null : found
}

describe('problems', () => {
  it('were really had: of each status that people meet', () => {
    const had = new Set(world.told.filter((one) => one.response.statusCode >= 400).map(codeOf))
    const rare = ['internal_error', 'overloaded', 'rate_limited', 'uri_too_long', 'malformed_url', 'headers_too_large', 'body_too_large', 'malformed_json', 'unsupported_media_type', 'database_away']
    const described = new Set(operations.flatMap((operation) => Object.keys(operation.responses).flatMap((status) => codesOf(operation, Number(status)))))
    expect([...described].filter((code) => !had.has(code) && !rare.includes(code))).toEqual([])
    expect([...had].filter((code) => !(code in problems))).toEqual([])
  })
})
