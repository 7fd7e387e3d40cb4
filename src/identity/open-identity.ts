import { ProblemError } from '../lib/errors.ts'
import { checkOrigin } from './check-origin.ts'
import type { Identity, IdentityLog, IdentityParts, OpenedIdentity } from './identity.ts'
import { readInstallationSecret } from './read-installation-secret.ts'
import { readPrincipal } from './read-principal.ts'
import { cookieNames } from './session/cookie-names.ts'

/** Milliseconds in which the OpenID provider says where its addresses are. */
const patience = 10_000

/** Opens the identity of a process. The library, and the database, are asked when somebody first signs in. */
export function openIdentity(parts: IdentityParts): Identity {
  const cookies = () => cookieNames(parts.publicUrl())
  const passwords = parts.passwords ?? {
    hash: async (password) => (await import('better-auth/crypto')).hashPassword(password),
    verify: async (input) => (await import('better-auth/crypto')).verifyPassword(input),
  }
  const set = { ...parts, cookies, passwords }
  const opened = onceItWorks(async (): Promise<OpenedIdentity> => {
    const secret = await readInstallationSecret(parts.database, parts.now())
    const { createAuth } = await import('./auth/create-auth.ts')
    const oidcAuth = onceItWorks(async () => {
      if (parts.oidc === null) throw new ProblemError('route_not_found', 'There is nothing at this address. /docs lists what there is.')
      await requireProvider(parts.oidc.issuer, parts.log)
      return createAuth(set, secret, parts.oidc)
    })
    return { secret, auth: createAuth(set, secret, null), oidcAuth }
  })
  return {
    ...set,
    opened,
    readPrincipal: (request) => readPrincipal(set, request),
    checkOrigin: (request) => checkOrigin(request, parts.publicUrl()),
  }
}

/** The library asks the provider once, when it is made, without a limit of time; so it is made when the provider answers. */
async function requireProvider(issuer: string, log: IdentityLog): Promise<void> {
  try {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patience) })
    if (!response.ok) throw new Error(`The OpenID provider answered ${response.status}.`)
    const found = (await response.json()) as { issuer?: unknown }
    if (found.issuer !== issuer) throw new Error('The OpenID provider calls itself something else than OIDC_ISSUER.')
  } catch (error) {
    log.warn(`The OpenID provider of OIDC_ISSUER cannot be used: ${error instanceof Error ? error.message : String(error)}`)
    throw new ProblemError('provider_away', 'The OpenID provider does not answer as it should.', { cause: error, headers: { 'retry-after': '60' } })
  }
}

/** Remembers what was made; tries again where it could not be made. */
function onceItWorks<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null
      throw error
    })
    return made
  }
}
