import { prismaAdapter } from 'better-auth/adapters/prisma'
import { betterAuth } from 'better-auth/minimal'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { BetterAuthOptions } from 'better-auth/types'
import { waitsForRecovery } from '../../directory/editor/waits-for-recovery.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { Identity, OidcProvider } from '../identity.ts'
import { spendCode } from '../pace/spend-code.ts'
import { longestPassword, leastPassword } from '../password/password-lengths.ts'
import { longestSession } from '../session/session-limits.ts'
import { holdEnrolment } from './hold-enrolment.ts'
import { keepLittle } from './keep-little.ts'
import { authPath } from './auth-path.ts'
import { oidcProviderId } from './oidc-provider-id.ts'
import { showsSecondFactor } from './shows-second-factor.ts'
import { currentFlow, type SignInFlow } from './sign-in-flow.ts'

/** The part of the library that we use: all else is out of reach, because only `ask-auth.ts` calls it, with paths of ours. */
export type Auth = { handler: (request: Request) => Promise<Response> }

/** Seconds in which a sign-in that waits for the second factor is finished. */
const secondFactorTime = 10 * 60

/**
 * The sign-in library, set up as `docs/decisions/025-sign-in.md` says: our tables, our ids, no sign-up, no trusted devices,
 * nothing sent to anybody.
 *
 * @param oidc null for a library that never asks anybody over the network
 */
export function createAuth(
  { database, publicUrl, now, log, passwords, cookies }: Pick<Identity, 'database' | 'publicUrl' | 'now' | 'log' | 'passwords' | 'cookies'>,
  secret: string,
  oidc: OidcProvider | null,
): Auth {
  const adapter = prismaAdapter(database.prisma, { provider: 'postgresql', transaction: true })
  const names = cookies()
  /** Whether a session that is about to begin shows a second factor; null when it must not begin. */
  const admit = async (editorId: string, flow: SignInFlow | null): Promise<boolean | null> => {
    const editor = await database.prisma.editor.findUnique({ where: { id: editorId, removedAt: null }, select: { id: true } })
    if (editor === null || (await waitsForRecovery(database.prisma, editorId))) return null
    if (flow === null) return false
    if (flow.code !== null && !(await spendCode({ database, secret, now: now() }, editorId, flow.code))) return null
    return flow.secondFactor || showsSecondFactor(flow.idToken)
  }
  return betterAuth({
    appName: 'Child Safety Resource Directory',
    baseURL: publicUrl(),
    basePath: authPath,
    secret,
    database: (options: BetterAuthOptions) => keepLittle(holdEnrolment(adapter(options))),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: leastPassword,
      maxPasswordLength: longestPassword,
      password: {
        hash: passwords.hash,
        verify: async (input) => {
          const isRight = await passwords.verify(input)
          const flow = currentFlow()
          if (isRight && flow !== null) flow.passwordHash = input.hash
          return isRight
        },
      },
    },
    user: { modelName: 'editor' },
    session: {
      modelName: 'signInSession',
      fields: { userId: 'editorId', token: 'tokenDigest' },
      // Shorter limits are ours (read-session.ts).
      expiresIn: longestSession / 1000,
      disableSessionRefresh: true,
      freshAge: 0,
      additionalFields: {
        secondFactorAt: { type: 'date', required: false, input: false },
        seenAt: { type: 'date', required: false, input: false },
      },
    },
    account: {
      modelName: 'signInAccount',
      fields: { userId: 'editorId' },
      accountLinking: { enabled: true, trustedProviders: [] },
      // Encrypted, in the browser that begins: a row for everybody who asks would let anybody fill the database.
      storeStateStrategy: 'cookie',
    },
    verification: { modelName: 'signInToken', storeIdentifier: 'hashed' },
    databaseHooks: {
      account: {
        create: {
          before: async ({ userId, providerId }) => {
            // The provider knows people by their subject; an address may be given to somebody else (OpenID Connect Core 1.0, 5.7).
            if ((await database.prisma.signInAccount.count({ where: { editorId: userId, providerId } })) === 0) return
            const flow = currentFlow()
            if (flow !== null) flow.isRefused = true
            return false
          },
        },
      },
      session: {
        create: {
          before: async (created) => {
            const flow = currentFlow()
            const shown = await admit(created.userId, flow)
            if (shown === null) {
              if (flow !== null) flow.isRefused = true
              return false
            }
            const at = now()
            return { data: { ...created, createdAt: at, updatedAt: at, seenAt: at, secondFactorAt: shown ? at : null } }
          },
        },
      },
    },
    plugins: [
      twoFactor({
        twoFactorTable: 'signInSecondFactor',
        allowPasswordless: true,
        twoFactorCookieMaxAge: secondFactorTime,
        schema: { twoFactor: { fields: { userId: 'editorId' } } },
      }),
      ...(oidc === null
        ? []
        : [
            genericOAuth({
              config: [
                {
                  providerId: oidcProviderId,
                  clientId: oidc.clientId,
                  ...(oidc.clientSecret === null ? {} : { clientSecret: oidc.clientSecret }),
                  discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                  scopes: ['openid', 'email', 'profile'],
                  pkce: true,
                  disableSignUp: true,
                  disableImplicitSignUp: true,
                  requireIdTokenVerification: true,
                },
              ],
            }),
          ]),
    ],
    // What goes wrong comes to whoever asked, and is not printed by the library.
    onAPIError: { throw: true },
    advanced: {
      cookiePrefix: `${names.prefix}directory`,
      cookies: { session_token: { name: names.session }, two_factor: { name: names.waiting } },
      useSecureCookies: false,
      defaultCookieAttributes: { secure: names.secure, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newIds(now(), 1)[0] ?? '', validateSchema: false },
    },
    // Ours is in pace/: it counts in the database, for all nodes, and by account.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.warn(message) },
  })
}

