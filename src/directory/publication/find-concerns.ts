import { parse } from 'tldts'
import type { ListingContent, Channel } from '../../help/listing-content.ts'
import { editDistance } from '../../lib/edit-distance.ts'
import type { Concern } from './finding.ts'
import { isFreeMail } from './free-mail.ts'
import { phoneFacts } from './phone-numbers.ts'

/** What is known beside the listing itself. */
export type Known = {
  /** Web address of the organisation. */
  organisationUrl: string | null
  /** Numbers that other listings of the same countries give. */
  numbers: readonly string[]
}

const isDialled = ({ type }: Channel) => type === 'phone' || type === 'sms' || type === 'whatsapp'
const digits = (value: string) => value.replace(/\D/g, '')

/**
 * What is suspicious about the contacts of a listing that is to be public. Contacts are what somebody would write who wants to reach
 * children, on a live listing or on a new one beside it, so each of these needs the eyes of one person more.
 *
 * @param published what the public sees now, or saw last; null for what was never public. Where nothing is known to compare with, a
 *   domain is not suspicious for being new.
 */
export function findConcerns(published: ListingContent | null, next: ListingContent, known: Known): Concern[] {
  const channels = published?.channels ?? []
  const before = new Set(channels.map(({ type, value }) => `${type} ${value}`))
  const domains = knownDomains(channels, known)
  const numbers = new Set([...channels.filter(isDialled).map(({ value }) => digits(value)), ...known.numbers.map(digits)])
  return next.channels.flatMap((channel, index) => {
    if (before.has(`${channel.type} ${channel.value}`)) return []
    const pointer = `/channels/${index}/value`
    if (isDialled(channel)) return numberConcerns(channel, next, numbers, pointer)
    const concerns = addressConcerns(channel, domains, pointer)
    return domains.size === 0 ? concerns.filter(({ code }) => code !== 'new_domain') : concerns
  })
}

function numberConcerns({ type, value }: Channel, { countries }: ListingContent, numbers: ReadonlySet<string>, pointer: string): Concern[] {
  const dialled = digits(value)
  const near = numbers.has(dialled) ? undefined : [...numbers].find((number) => isOneDigitOff(number, dialled))
  const { isMobile, country } = phoneFacts(value, countries)
  const concerns: Concern[] = []
  if (near !== undefined) concerns.push({ pointer, code: 'one_digit_from_known', detail: `is one digit from ${near}, which is known` })
  if (isMobile && type === 'phone') {
    concerns.push({ pointer, code: 'mobile_number', detail: 'is a mobile number, which a help line rarely has' })
  }
  if (value.startsWith('+') && country !== null && countries.length > 0 && !countries.includes(country)) {
    concerns.push({ pointer, code: 'foreign_number', detail: `is a number of ${country}, which this listing does not serve` })
  }
  return concerns
}

function isOneDigitOff(one: string, other: string): boolean {
  if (one.length < 3) return false
  return editDistance(one, other, 1) === 1
}

function addressConcerns({ type, value }: Channel, domains: ReadonlySet<string>, pointer: string): Concern[] {
  const domain = domainOf(type === 'email' ? `https://${value.slice(value.lastIndexOf('@') + 1)}/` : value)
  if (domain === null) return [{ pointer, code: 'new_domain', detail: 'is no name of a domain' }]
  if (domains.has(domain)) return []
  if (type === 'email' && isFreeMail(domain)) {
    return [{ pointer, code: 'free_mail_address', detail: 'is an address that anybody can have' }]
  }
  const alike = [...domains].find((entry) => looksLike(entry, domain))
  return alike === undefined
    ? [{ pointer, code: 'new_domain', detail: `${domain} is new for this listing` }]
    : [{ pointer, code: 'look_alike_domain', detail: `${domain} looks like ${alike}, which is known` }]
}

/** Near in letters, the same name under another ending, or a name in another script. */
function looksLike(known: string, domain: string): boolean {
  const name = (entry: string) => entry.slice(0, entry.indexOf('.'))
  if (domain.startsWith('xn--') || domain.includes('.xn--')) return true
  return name(known) === name(domain) || (known.length > 5 && editDistance(known, domain, 2) <= 2)
}

function knownDomains(channels: readonly Channel[], { organisationUrl }: Known): Set<string> {
  const addresses = channels.flatMap(({ type, value }) =>
    type === 'email' ? [`https://${value.slice(value.lastIndexOf('@') + 1)}/`] : value.startsWith('https:') ? [value] : [],
  )
  const all = [...addresses, ...(organisationUrl === null ? [] : [organisationUrl])].map(domainOf)
  return new Set(all.filter((domain) => domain !== null))
}

/** The part of an address that somebody had to register. */
function domainOf(address: string): string | null {
  return parse(address, { allowPrivateDomains: true }).domain?.toLowerCase() ?? null
}
