import { parse } from 'tldts'
import type { Channel } from '../../help/listing-content.ts'
import { isFreeMail } from './free-mail.ts'
import { isSharedHost } from './is-shared-host.ts'

/**
 * What says whose an address is: the part of it that somebody had to register; of a page on a site where anybody has pages the whole of it,
 * and so of an address at a provider of mail for everybody.
 */
export function ownerOf({ type, value }: Pick<Channel, 'type' | 'value'>): string | null {
  const address = type === 'email' ? `https://${value.slice(value.lastIndexOf('@') + 1)}/` : value
  if (!URL.canParse(address)) return null
  // As a browser reads it: in small letters, other scripts in their ASCII form.
  const { hostname, pathname } = new URL(address)
  const domain = parse(hostname, { allowPrivateDomains: true }).domain
  if (domain === null) return null
  if (type === 'email') return isFreeMail(domain) ? value.toLowerCase() : domain
  return isSharedHost(domain) ? `${hostname.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}` : domain
}
