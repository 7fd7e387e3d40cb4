import { hashPassword, verifyPassword } from 'better-auth/crypto'
import fastify from 'fastify'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { answerProblems } from '../../src/app/answer-problems.ts'
import { openDatabase } from '../../src/db/client.ts'
import type { Database } from '../../src/db/client.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { writePassword } from '../../src/directory/editor/write-password.ts'
import { addSignIn } from '../../src/identity/add-sign-in.ts'
import type { Identity, OidcProvider } from '../../src/identity/identity.ts'
import { openIdentity } from '../../src/identity/open-identity.ts'
import { cloneDatabase } from './database.ts'
import { aPerson, newId } from './people.ts'
import { totp } from './totp.ts'

export const goodPassword = 'lantern gravel otter seventeen'

export type SignIn = {
  app: FastifyInstance
  database: Database
  databaseUrl: string
  identity: Identity
  publicUrl: string
  /** The time of our limits, which stands still. What the library itself measures goes by the clock of the machine. */
  clock: { later: (ms: number) => void; now: () => Date }
  /** How often a password was hashed, to store it or to compare it. */
  hashes: { count: number }
  warnings: string[]
  browser: () => Browser
  close: () => Promise<void>
}

export type Browser = {
  cookies: Map<string, string>
  get: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>
  post: (url: string, body?: unknown, headers?: Record<string, string | undefined>) => Promise<LightMyRequestResponse>
}

/** The addresses for signing in, on a database of their own, and browsers that keep cookies as browsers do. */
export async function openSignIn({ publicUrl = 'https://directory.example.org', oidc = null }: { publicUrl?: string; oidc?: OidcProvider | null } = {}): Promise<SignIn> {
  const test = await cloneDatabase()
  const database = openDatabase(test.url)
  let at = Date.now()
  const hashes = { count: 0 }
  const warnings: string[] = []
  const now = () => new Date(at)
  const identity = openIdentity({
    database,
    publicUrl: () => publicUrl,
    oidc,
    now,
    log: { warn: (text) => void warnings.push(text) },
    passwords: {
      hash: (password) => {
        hashes.count += 1
        return hashPassword(password)
      },
      verify: (input) => {
        hashes.count += 1
        return verifyPassword(input)
      },
    },
  })
  const app = fastify({ genReqId: () => newId() })
  app.setValidatorCompiler(() => (value) => ({ value }))
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  app.removeContentTypeParser('text/plain')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, text))
  answerProblems(app)
  addSignIn(app, identity)
  app.get('/who', (request) => identity.readPrincipal(request).then((who) => ({ who })))
  await app.ready()
  return {
    app,
    database,
    databaseUrl: test.url,
    identity,
    publicUrl,
    clock: { now, later: (ms) => void (at += ms) },
    hashes,
    warnings,
    browser: () => openBrowser(app, publicUrl),
    async close() {
      await app.close()
      await database.close()
      await test.drop()
    },
  }
}

function openBrowser(app: FastifyInstance, origin: string): Browser {
  const cookies = new Map<string, string>()
  const send = async (options: { method: 'GET' | 'POST'; url: string; headers: Record<string, string | undefined>; payload?: string }) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const given = { ...(cookie === '' ? {} : { cookie }), ...options.headers }
    const headers = Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined))
    const response = await app.inject({ ...options, headers })
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const [pair = '', ...attributes] = line.split('; ')
      const name = pair.slice(0, pair.indexOf('='))
      const value = pair.slice(name.length + 1)
      if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  return {
    cookies,
    get: (url, headers = {}) => send({ method: 'GET', url, headers }),
    post: (url, body = {}, headers = {}) =>
      send({ method: 'POST', url, headers: { origin, 'content-type': 'application/json', ...headers }, payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  }
}

export type Account = { id: string; email: string; password: string }

/** Somebody with a password and no second factor. */
export async function anAccount({ database }: SignIn, facts: Parameters<typeof aPerson>[1] = {}): Promise<Account> {
  const { id } = await aPerson(database, { ...facts, secondFactor: false })
  const hash = await hashPassword(goodPassword)
  await inTransaction(database, (transaction) => writePassword(transaction, id, hash, new Date()))
  const { email } = await database.prisma.editor.findUniqueOrThrow({ where: { id }, select: { email: true } })
  return { id, email, password: goodPassword }
}

/** Signs in with a password, in a new browser unless one is given. */
export async function signInAs(server: SignIn, { email, password }: Account, browser = server.browser()): Promise<Browser> {
  const response = await browser.post('/v1/sign-in/password', { email, password })
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.body}`)
  return browser
}

/** Sets up a second factor in a browser where somebody is signed in. */
export async function enrol(browser: Browser, password = goodPassword): Promise<{ secret: string; backupCodes: string[] }> {
  const enrolment = await browser.post('/v1/sign-in/second-factor/enrol', { password })
  if (enrolment.statusCode !== 200) throw new Error(`${enrolment.statusCode} ${enrolment.body}`)
  const { secret, backupCodes } = enrolment.json<{ secret: string; backupCodes: string[] }>()
  const confirmed = await browser.post('/v1/sign-in/second-factor/confirm', { code: totp(secret) })
  if (confirmed.statusCode !== 200) throw new Error(`${confirmed.statusCode} ${confirmed.body}`)
  return { secret, backupCodes }
}
