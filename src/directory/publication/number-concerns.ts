import type { Channel, ListingContent } from '../../help/listing-content.ts'
import { editDistance } from '../../lib/edit-distance.ts'
import type { Concern } from './finding.ts'
import { isDialled } from './is-dialled.ts'
import { phoneFacts } from './phone-numbers.ts'
import { spellsNumber } from './spells-number.ts'

/** A number, and the country in which somebody gives it: it is dialled there, whatever it would be elsewhere. */
export type OtherNumber = { value: string; country: string }

/** Short codes of three digits are a digit from each other in every country, and given out by its state only. */
const fewestDigitsOfOthers = 4

/**
 * What is suspicious about the numbers of a listing, about how they are printed and what is to be texted to them.
 *
 * @param published what the public sees now, or saw last
 * @param others numbers that other listings give in the same countries
 */
export function numberConcerns(next: ListingContent, published: ListingContent | null, others: readonly OtherNumber[]): Concern[] {
  let known: ReadonlySet<string> | null = null
  const knownNumbers = () => (known ??= knownSpellings(published, others))
  return next.channels.flatMap((channel, index) => (isDialled(channel) ? concernsOf(channel, next, published, knownNumbers, `/channels/${index}`) : []))
}

function concernsOf(channel: Channel, next: ListingContent, published: ListingContent | null, known: () => ReadonlySet<string>, place: string): Concern[] {
  const same = published?.channels.filter(({ type, value }) => type === channel.type && value === channel.value) ?? []
  const concerns: Concern[] = same.length > 0 ? oldNumberConcerns(channel, next, published, same, place) : newNumberConcerns(channel, next, known(), `${place}/value`)
  const { display, value } = channel
  if (display !== null && !same.some((shown) => shown.display === display) && !spellsNumber(display, value)) {
    concerns.push({ pointer: `${place}/display`, code: 'display_differs', detail: `is printed otherwise than ${value}, which is dialled` })
  }
  return concerns
}

function oldNumberConcerns({ value, smsKeyword }: Channel, next: ListingContent, published: ListingContent | null, same: readonly Channel[], place: string): Concern[] {
  const concerns: Concern[] = []
  if (!same.some((shown) => shown.smsKeyword === smsKeyword)) {
    concerns.push({ pointer: `${place}/smsKeyword`, code: 'keyword_changed', detail: 'is another word, which may reach somebody else at the same number' })
  }
  const added = next.countries.filter((country) => published?.countries.includes(country) === false)
  if (!value.startsWith('+') && added.length > 0) {
    concerns.push({ pointer: `${place}/value`, code: 'country_added', detail: `is another telephone when it is dialled in ${added.join(', ')}` })
  }
  return concerns
}

function newNumberConcerns({ value }: Channel, { countries }: ListingContent, known: ReadonlySet<string>, pointer: string): Concern[] {
  const dialled = spellings(value, countries)
  const near = dialled.some((spelling) => known.has(spelling)) ? undefined : [...known].find((number) => dialled.some((spelling) => isOneDigitOff(number, spelling)))
  const { isMobile, isPremium, leadsAbroad, country } = phoneFacts(value, countries)
  const concerns: Concern[] = []
  if (near !== undefined) concerns.push({ pointer, code: 'one_digit_from_known', detail: `is one digit from ${near}, which is known` })
  if (isMobile) concerns.push({ pointer, code: 'mobile_number', detail: 'is a mobile number, which anybody can have' })
  if (isPremium) concerns.push({ pointer, code: 'premium_number', detail: 'is a number that costs more than a call' })
  if (leadsAbroad) {
    concerns.push({ pointer, code: 'foreign_number', detail: `is a number of ${country ?? 'another country'}, which this listing does not serve` })
  }
  return concerns
}

function knownSpellings(published: ListingContent | null, others: readonly OtherNumber[]): ReadonlySet<string> {
  const own = published?.channels.filter(isDialled).flatMap(({ value }) => spellings(value, published.countries)) ?? []
  return new Set([...own, ...others.flatMap(({ value, country }) => spellings(value, [country])).filter(({ length }) => length >= fewestDigitsOfOthers)])
}

/** A number as it is dialled in the country, and from abroad: one can be a digit off in either. */
function spellings(value: string, countries: readonly string[]): string[] {
  const digits = value.replaceAll(/\D/g, '')
  const international = value.startsWith('+') ? null : phoneFacts(value, countries).international
  return international === null ? [digits] : [digits, international]
}

function isOneDigitOff(one: string, other: string): boolean {
  return one.length >= 3 && editDistance(one, other, 1) === 1
}
