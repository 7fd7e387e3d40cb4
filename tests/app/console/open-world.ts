import type { LightMyRequestResponse } from 'fastify'
import { bringToRelease } from '../../../src/app/bring-to-release.ts'
import { lateEditing } from '../../../src/app/late-editing.ts'
import { openDatabase } from '../../../src/db/client.ts'
import type { Database } from '../../../src/db/client.ts'
import type { MailPayload } from '../../../src/queue/mail-payload.ts'
import { cloneDatabase } from '../../support/database.ts'
import { startServer } from '../../support/server.ts'
import type { TestServer } from '../../support/server.ts'
import { operationOf } from './described.ts'
import { openStable } from './stable.ts'
import type { Stable } from './stable.ts'
import { startOidcProvider } from '../../support/oidc-provider.ts'

/** What is sent with an operation. Fields in the path stand in `path`. */
export type Sent = { path?: Record<string, string>; query?: Record<string, string>; body?: unknown; headers?: Record<string, string> }

/** Somebody who asks: a browser with its cookies, or a machine with its key. */
export type Asker = { cookies: Map<string, string>; key: string | null }

export type Told = { operationId: string; sent: Sent; response: LightMyRequestResponse }

export type World = {
  server: TestServer
  database: Database
  stable: Stable
  now: () => Date
  /** Lets a second pass, as each question does: what is made in the same instant has no order. */
  tick: () => void
  /** Everything that was asked, in order. */
  told: Told[]
  newBrowser: () => Asker
  /** Does an operation, and wants it to go well unless told what else to expect. */
  ask: (who: Asker, operationId: string, sent?: Sent, expected?: number | 'any', on?: TestServer) => Promise<LightMyRequestResponse>
  /** Another server of the same installation, with an OpenID provider or without. */
  start: (issuer: string | null) => Promise<TestServer>
  /** The facts of the last mail that was asked for. */
  lastMail: () => Promise<MailPayload>
  close: () => Promise<void>
}

const publicUrl = 'https://directory.example.org'

/** An installation of its own at a time that only passes when something is asked: one second each. */
export async function openWorld(): Promise<World> {
  const test = await cloneDatabase()
  await bringToRelease(test.url)
  let at = Date.parse('2026-03-10T12:00:00Z')
  const now = () => new Date(at)
  const tick = () => {
    at += 1000
  }
  const database = openDatabase(test.url)
  const door = lateEditing(Promise.resolve(test.url))
  const client = { clientId: 'directory', clientSecret: 'a secret that both know' }
  const provider = await startOidcProvider({ redirectUri: `${publicUrl}/v1/sign-in/callback/oidc`, inIdToken: true, ...client })
  const start = (issuer: string | null) =>
    startServer(test.url, { now, editing: door, config: { publicUrl, oidcIssuer: issuer, oidcClientId: client.clientId, oidcClientSecret: client.clientSecret } })
  const server = await start(provider.issuer)
  const stable = openStable()
  const told: Told[] = []
  return {
    server,
    database,
    stable,
    now,
    tick,
    told,
    newBrowser: () => ({ cookies: new Map(), key: null }),
    start,
    async ask(who, operationId, sent = {}, expected, on = server) {
      tick()
      const { method, path } = operationOf(operationId)
      const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(sent.path?.[name] ?? `no-${name}`))
      const query = new URLSearchParams(sent.query)
      const response = await on.app.inject({
        method,
        url: query.size === 0 ? address : `${address}?${query.toString()}`,
        headers: {
          ...(who.key === null ? { origin: publicUrl } : { authorization: `Bearer ${who.key}` }),
          ...(who.cookies.size === 0 ? {} : { cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...sent.headers,
        },
        ...(sent.body === undefined ? {} : { payload: typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body) }),
      })
      keepCookies(who, response)
      const isAsExpected = expected === undefined ? response.statusCode < 300 : expected === 'any' || response.statusCode === expected
      if (!isAsExpected) throw new Error(`${method} ${address}: ${response.statusCode} ${response.body}`)
      told.push({ operationId, sent, response })
      return response
    },
    async lastMail() {
      const rows = await database.prisma.$queryRaw<{ data: MailPayload }[]>`SELECT "data" FROM pgboss.job WHERE "name" = 'send-mail' ORDER BY "created_on" DESC LIMIT 1`
      const [mail] = rows
      if (mail === undefined) throw new Error('There is no mail.')
      return mail.data
    },
    async close() {
      await server.close()
      await provider.close()
      await door.close()
      await database.close()
      await test.drop()
    },
  }
}

function keepCookies({ cookies }: Asker, response: LightMyRequestResponse): void {
  for (const line of [response.headers['set-cookie'] ?? []].flat()) {
    const [pair = '', ...attributes] = line.split('; ')
    const name = pair.slice(0, pair.indexOf('='))
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) cookies.delete(name)
    else cookies.set(name, pair.slice(name.length + 1))
  }
}
