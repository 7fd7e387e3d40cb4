import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openDatabase, type Database } from '../../src/db/client.ts'
import { lookupRole } from '../../src/db/published/lookup-role.ts'
import { readInstallationSecret } from '../../src/identity/read-installation-secret.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { aPerson, newId } from '../support/people.ts'

let test: TestDatabase
let database: Database
beforeAll(async () => {
  test = await cloneDatabase()
  database = openDatabase(test.url)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const at = new Date('2026-11-20T12:00:00Z')
const later = new Date('2026-11-21T12:00:00Z')

async function execute(statement: string, values: readonly unknown[] = []): Promise<unknown> {
  const client = await connectOnce(test.url)
  try {
    return await client.query(statement, [...values])
  } finally {
    await client.end()
  }
}

describe('the secret of an installation', () => {
  it('is made once, however many nodes ask at once, and is long', async () => {
    const secrets = await Promise.all(Array.from({ length: 8 }, () => readInstallationSecret(database, at)))
    expect(new Set(secrets).size).toBe(1)
    expect(secrets[0]).toMatch(/^[\w-]{43}$/)
  })

  it('never changes', async () => {
    await expect(execute(`UPDATE "sign_in_secret" SET "secret" = 'x'`)).rejects.toThrow('append-only')
    await expect(execute(`DELETE FROM "sign_in_secret"`)).rejects.toThrow('append-only')
    await expect(execute(`INSERT INTO "sign_in_secret" VALUES (2, 'x', now())`)).rejects.toThrow('sign_in_secret_is_one')
  })
})

describe('the public side', () => {
  it.each(['editor', 'membership', 'invitation', 'api_key', 'recovery', 'sign_in_secret', 'sign_in_session', 'sign_in_account', 'sign_in_token', 'sign_in_second_factor', 'sign_in_pace'])(
    'cannot read %s',
    async (table) => {
      await expect(execute(`SET ROLE ${lookupRole}; SELECT * FROM "${table}"`)).rejects.toThrow(`permission denied for table ${table}`)
    },
  )
})

describe('somebody who was removed', () => {
  it('gets neither a session, nor a password, nor a second factor', async () => {
    const { id } = await aPerson(database)
    await database.prisma.editor.update({ where: { id }, data: { removedAt: at } })
    const dates = { createdAt: at, updatedAt: at }
    const refused = 'a removed editor does not sign in'
    await expect(database.prisma.signInSession.create({ data: { id: newId(), editorId: id, tokenDigest: 'x', seenAt: at, expiresAt: later, ...dates } })).rejects.toThrow(refused)
    await expect(database.prisma.signInAccount.create({ data: { id: newId(), editorId: id, providerId: 'credential', accountId: id, password: 'x', ...dates } })).rejects.toThrow(refused)
    await expect(database.prisma.signInSecondFactor.create({ data: { id: newId(), editorId: id, secret: 'x', backupCodes: 'x' } })).rejects.toThrow(refused)
  })
})

describe('an account', () => {
  it('has a password exactly when it is known by one', async () => {
    const { id } = await aPerson(database)
    const row = { editorId: id, createdAt: at, updatedAt: at }
    const create = (data: { providerId: string; accountId: string; password?: string }) => database.prisma.signInAccount.create({ data: { id: newId(), ...row, ...data } })
    await expect(create({ providerId: 'credential', accountId: id })).rejects.toThrow('sign_in_account_password_is_of_credential')
    await expect(create({ providerId: 'oidc', accountId: 'x', password: 'x' })).rejects.toThrow('sign_in_account_password_is_of_credential')
    await create({ providerId: 'oidc', accountId: 'x' })
    await expect(create({ providerId: 'oidc', accountId: 'x' })).rejects.toThrow('Unique constraint')
  })
})

describe('a recovery', () => {
  it('takes two who are not the one it is for, and there is one at a time', async () => {
    const [person, one, two] = [await aPerson(database), await aPerson(database), await aPerson(database)]
    const row = { editorId: person.id, askedBy: `editor:${one.id}`, askedAt: at, expiresAt: later }
    const create = (data: object) => database.prisma.recovery.create({ data: { id: newId(), ...row, ...data } })
    await expect(create({ askedBy: `editor:${person.id}` })).rejects.toThrow('recovery_is_for_somebody_else')
    await expect(create({ confirmedBy: `editor:${person.id}`, confirmedAt: at, tokenDigest: 'a' })).rejects.toThrow('recovery_is_for_somebody_else')
    await expect(create({ confirmedBy: `editor:${one.id}`, confirmedAt: at, tokenDigest: 'b' })).rejects.toThrow('recovery_takes_two')
    await expect(create({ tokenDigest: 'c' })).rejects.toThrow('recovery_link_comes_with_confirmation')
    await expect(create({ usedAt: at })).rejects.toThrow('recovery_is_used_once')
    await create({ confirmedBy: `editor:${two.id}`, confirmedAt: at, tokenDigest: 'd' })
    await expect(create({})).rejects.toThrow('Unique constraint')
  })
})
