import { parse } from 'tldts'
import { webAddressFault } from '../../help/content-values.ts'
import type { ListingContent } from '../../help/listing-content.ts'
import type { PublicationFinding } from './finding.ts'
import { isDialled } from './is-dialled.ts'

/** Names that only mean something within a network of somebody (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476). */
const withinNetwork = /(?:^|\.)(?:localhost|local|internal|invalid|onion|alt|home\.arpa)$/

/** Pages that nobody but somebody in the network of their author can open, and shorteners under another spelling of their name. */
export function checkAddresses({ channels }: ListingContent): PublicationFinding[] {
  return channels.flatMap((channel, index) => {
    if (isDialled(channel) || channel.type === 'email' || !URL.canParse(channel.value)) return []
    const host = new URL(channel.value).hostname.replace(/\.$/, '')
    const { domain, isIp } = parse(host)
    const pointer = `/channels/${index}/value`
    if (isIp === true || domain === null || withinNetwork.test(host)) return [{ pointer, code: 'address_not_public', detail: 'has no name that everybody can open' }]
    const reason = webAddressFault(`https://${domain}/`)
    return reason === null ? [] : [{ pointer, code: 'address_of_redirector', detail: reason }]
  })
}
