import type { OidcProvider } from '../identity/identity.ts'
import type { Config } from './config.ts'

/** The OpenID provider that the settings name, if they name one. */
export function oidcProvider({ oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret }: Pick<Config, 'oidcIssuer' | 'oidcClientId' | 'oidcClientSecret'>): OidcProvider | null {
  return issuer === null || clientId === null ? null : { issuer, clientId, clientSecret }
}
