import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../../src/directory/actor.ts'
import { createApiKey } from '../../../src/directory/api-key/create-api-key.ts'
import { listApiKeys } from '../../../src/directory/api-key/list-api-keys.ts'
import { isApiKey, newApiKey } from '../../../src/directory/api-key/new-api-key.ts'
import { revokeApiKey } from '../../../src/directory/api-key/revoke-api-key.ts'
import type { EditingParts } from '../../../src/directory/command.ts'
import { runCommand } from '../../../src/directory/run-command.ts'
import { inTransaction } from '../../../src/db/transaction.ts'
import { settings } from '../../support/directory.ts'
import { anOrganisation, aPerson } from '../../support/people.ts'
import { anAccount, openSignIn, signInAs, type SignIn } from '../../support/sign-in.ts'

let server: SignIn
let organisationId: string
let manager: Principal & { type: 'editor' }
beforeAll(async () => {
  server = await openSignIn()
  organisationId = await anOrganisation(server.database)
  manager = (await aPerson(server.database, { roles: { [organisationId]: 'manager' } })).principal
})
afterAll(() => server.close())

const parts = (): EditingParts & { database: SignIn['database'] } => ({
  database: server.database,
  settings: { ...settings, fourEyes: true },
  now: server.clock.now,
  queue: { enqueue: () => Promise.reject(new Error('nothing is asked for')) },
})
const inDays = (days: number) => new Date(server.clock.now().getTime() + days * 86_400_000).toISOString()
const create = (more: object = {}, by: Principal = manager) =>
  runCommand(parts(), by, createApiKey, { organisationId, name: 'Nightly synchronisation', scopes: ['read', 'edit'], expiresAt: inDays(90), ...more } as never)

const ask = (authorization: string, headers: Record<string, string> = {}) => server.browser().get('/who', { authorization, ...headers })

describe('a key', () => {
  it('is shown once, kept as its digest, and found by its form', async () => {
    const { key, prefix, id } = await create()
    expect(key).toMatch(/^csrd_[0-9A-Za-z]{49}$/)
    expect(key.startsWith(prefix)).toBe(true)
    const stored = JSON.stringify([await server.database.prisma.apiKey.findMany(), await server.database.prisma.auditEvent.findMany({ where: { subjectId: id } })])
    expect(stored).not.toContain(key.slice(prefix.length))
    const listed = await inTransaction(server.database, (transaction) => listApiKeys(transaction, organisationId))
    expect(listed).toContainEqual(expect.objectContaining({ id, prefix, scopes: ['read', 'edit'], lastUsedOn: null }))
    expect(JSON.stringify(listed)).not.toContain(key.slice(prefix.length))
  })

  it('says who a request is from, and notes the day', async () => {
    const { key, id } = await create()
    expect((await ask(`Bearer ${key}`)).json()).toEqual({ who: { type: 'key', id } })
    const used = async () => (await server.database.prisma.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedOn?.toISOString()
    const today = `${server.clock.now().toISOString().slice(0, 10)}T00:00:00.000Z`
    expect(await used()).toBe(today)
    server.clock.later(86_400_000)
    await ask(`Bearer ${key}`)
    expect(await used()).not.toBe(today)
  })

  it('decides alone: a cookie beside it counts for nothing', async () => {
    const browser = await signInAs(server, await anAccount(server))
    const { key, id } = await create()
    expect((await browser.get('/who', { authorization: `Bearer ${key}` })).json()).toEqual({ who: { type: 'key', id } })
    expect((await browser.get('/who', { authorization: 'Bearer csrd_x' })).statusCode).toBe(401)
    expect((await browser.get('/who', { authorization: '' })).statusCode).toBe(401)
  })

  it('that is unknown, mistyped, revoked, expired, or of somebody who left, is refused with one answer', async () => {
    const [revoked, expired, left] = [await create(), await create({ expiresAt: inDays(1) }), await create({}, (await aPerson(server.database, { roles: { [organisationId]: 'manager' } })).principal)]
    await runCommand(parts(), manager, revokeApiKey, { id: revoked.id })
    await server.database.prisma.editor.update({ where: { id: left.ownerId }, data: { removedAt: server.clock.now() } })
    server.clock.later(86_400_000)
    const answers = []
    for (const authorization of [newApiKey(), 'csrd_x', `${expired.key.slice(0, -1)}!`, revoked.key, expired.key, left.key].map((key) => `Bearer ${key}`).concat('Basic eDp5', 'Bearer', expired.key)) {
      const { statusCode, headers, body } = await ask(authorization)
      answers.push({ statusCode, challenge: headers['www-authenticate'], body: { ...JSON.parse(body), requestId: '' } })
    }
    expect(answers[0]).toMatchObject({ statusCode: 401, challenge: 'Bearer', body: { code: 'not_signed_in' } })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})

describe('making one', () => {
  it('is for managers who are members, for at most a year', async () => {
    for (const role of ['reviewer', 'editor', 'viewer'] as const) {
      const { principal } = await aPerson(server.database, { roles: { [organisationId]: role } })
      await expect(create({}, principal)).rejects.toMatchObject({ code: 'no_such_thing' })
    }
    const administrator = (await aPerson(server.database, { platformRole: 'administrator' })).principal
    await expect(create({}, administrator)).rejects.toMatchObject({ code: 'not_allowed' })
    for (const expiresAt of [inDays(0), inDays(-1), inDays(367)]) {
      await expect(create({ expiresAt })).rejects.toMatchObject({ code: 'invalid_body', faults: [{ pointer: '/expiresAt', code: 'out_of_range' }] })
    }
  })

  it('is not for keys', async () => {
    const { id } = await create()
    await expect(create({}, { type: 'key', id })).rejects.toMatchObject({ code: 'no_such_thing' })
  })
})

describe('the form of a key', () => {
  it('has a checksum, so that mistakes and inventions are found without asking the database', () => {
    for (let count = 0; count < 200; count += 1) {
      const key = newApiKey()
      expect(isApiKey(key)).toBe(true)
      const at = 5 + (count % 49)
      const other = key[at] === 'a' ? 'b' : 'a'
      expect(isApiKey(`${key.slice(0, at)}${other}${key.slice(at + 1)}`)).toBe(false)
    }
    for (const text of ['', 'csrd_', `csrd_${'a'.repeat(49)}`, ` ${newApiKey()}`, `${newApiKey()}x`]) expect(isApiKey(text)).toBe(false)
  })
})
