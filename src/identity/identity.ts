import type { FastifyRequest } from 'fastify'
import type { Database } from '../db/client.ts'
import type { Principal } from '../directory/actor.ts'
import type { Auth } from './auth/create-auth.ts'
import type { CookieNames } from './session/cookie-names.ts'

/** The OpenID provider with which people may sign in. */
export type OidcProvider = {
  issuer: string
  clientId: string
  clientSecret: string | null
}

/** How passwords become what is stored. A test counts how often. */
export type Passwords = {
  hash: (password: string) => Promise<string>
  verify: (input: { hash: string; password: string }) => Promise<boolean>
}

/** Takes what goes wrong inside the library, in words: never an address or a secret. */
export type IdentityLog = { warn: (text: string) => void }

export type IdentityParts = {
  database: Database
  /** The origin under which people reach this installation, such as `https://directory.example.org`. Asked for at each request. */
  publicUrl: () => string
  /** Null where people sign in with a password only. */
  oidc: OidcProvider | null
  now: () => Date
  log: IdentityLog
  passwords?: Passwords
}

/** The head of a request, as far as it says who sends it. */
export type RequestHead = Pick<FastifyRequest, 'headers' | 'method'>

/** What is known once the database has been asked for the secret of the installation. */
export type OpenedIdentity = {
  secret: string
  auth: Auth
  /** The same with the OpenID provider, which may be away while passwords work. @throws ProblemError `provider_away` */
  oidcAuth: () => Promise<Auth>
}

/** Who is it? Opened once by a process; asks the database when it is first asked. */
export type Identity = IdentityParts & {
  passwords: Passwords
  cookies: () => CookieNames
  opened: () => Promise<OpenedIdentity>
  /**
   * Whom a request is from: a key in `Authorization`, else the cookie of a session; null when it has neither, or the session has ended.
   *
   * @throws ProblemError `not_signed_in` for a key that is not valid, whyever
   */
  readPrincipal: (request: RequestHead) => Promise<Principal | null>
  /**
   * Refuses what another web site could have sent with the cookie of somebody who is signed in here.
   *
   * @throws ProblemError `foreign_origin`
   */
  checkOrigin: (request: RequestHead) => void
}
