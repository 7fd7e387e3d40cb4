/**
 * Whether the OpenID provider says that it asked for more than one factor (`amr` of RFC 8176). Where it does not say so, the second
 * factor is asked for here.
 *
 * @param idToken whose signature was verified; null when somebody did not come from the provider
 */
export function showsSecondFactor(idToken: string | null): boolean {
  if (idToken === null) return false
  const [, payload = ''] = idToken.split('.')
  const { amr } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { amr?: unknown }
  return Array.isArray(amr) && amr.includes('mfa')
}
