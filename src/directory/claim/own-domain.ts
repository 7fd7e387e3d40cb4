import { parse } from 'tldts'
import { isFreeMail } from '../publication/free-mail.ts'
import { isSharedHost } from '../publication/is-shared-host.ts'

/**
 * The registrable domain to which a mail or web address belongs, when it is somebody's own: not of a mail provider, a host of other
 * people's pages, or a hosting company's suffix.
 *
 * @param address as `name@example.org` or `https://www.example.org/…`
 */
export function ownDomain(address: string): string | null {
  const url = address.includes('://') ? address : `https://${address.slice(address.lastIndexOf('@') + 1)}/`
  // In one spelling: names in other scripts become their ASCII form.
  if (!URL.canParse(url)) return null
  const { domain, isIp, isIcann, isPrivate } = parse(new URL(url).hostname, { allowPrivateDomains: true })
  if (domain === null || isIp === true || isPrivate === true || isIcann !== true) return null
  return isSharedHost(domain) || isFreeMail(domain) ? null : domain
}
