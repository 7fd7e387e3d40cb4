import type { Channel } from '../../help/listing-content.ts'
import { editDistance } from '../../lib/edit-distance.ts'
import type { Concern } from './finding.ts'
import { isFreeMail } from './free-mail.ts'
import { ownerOf } from './owner-of.ts'

/** What is suspicious about the page or the e-mail address of a channel. */
export function addressConcerns({ type, value }: Channel, known: ReadonlySet<string>, pointer: string): Concern[] {
  const owner = ownerOf({ type, value })
  if (owner === null) return [{ pointer, code: 'new_domain', detail: 'is no name of a domain' }]
  if (known.has(owner)) return []
  if (type === 'email' && isFreeMail(owner.slice(owner.lastIndexOf('@') + 1))) {
    return [{ pointer, code: 'free_mail_address', detail: 'is an address that anybody can have' }]
  }
  const alike = [...known].find((entry) => looksLike(entry, owner))
  return alike === undefined
    ? [{ pointer, code: 'new_domain', detail: `${owner} is new for this listing` }]
    : [{ pointer, code: 'look_alike_domain', detail: `${owner} looks like ${alike}, which is known` }]
}

/** Near in letters, the same name under another ending, or a name in another script. */
function looksLike(known: string, domain: string): boolean {
  const name = (entry: string) => entry.slice(0, entry.indexOf('.'))
  if (domain.startsWith('xn--') || domain.includes('.xn--')) return true
  return name(known) === name(domain) || (known.length > 5 && editDistance(known, domain, 2) <= 2)
}
