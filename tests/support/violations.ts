/**
 * What each safety rule forbids, written a second time and without the code it checks: reads an answer and names every
 * breach. Used for generated directories, for the whole seed, and at the HTTP door.
 */
import type { RuleId } from '../../src/help/rules/rule.ts'
import type { AgeBand, Audience, Kind, Situation } from '../../src/help/vocabulary.ts'

type SeenChannel = { type: string; value: string; uri: string | null; cost: string; needsAccount: boolean | null; needsId: boolean | null }

type SeenListing = {
  slug: string
  kind: Kind
  countries: readonly string[]
  worldwide: boolean
  audiences: readonly Audience[]
  minAge: number | null
  maxAge: number | null
  youthPrevention: boolean
  imagesOf: string | null
  status: string
  notes: readonly string[]
  channels: readonly SeenChannel[]
}

export type SeenAnswer = {
  request: { country: string; ageBand: AgeBand; audience: Audience; situation: Situation; adjusted: Situation | null }
  emergency: { position: string; numbers: readonly string[] }
  readingLevel: string | null
  firstAdvice: string | null
  sections: readonly { kind: Kind; listings: readonly SeenListing[] }[]
}

export type Known = {
  /** All numbers of the country's emergency services. */
  emergencyNumbers: ReadonlySet<string>
  /** All contacts of prevention services for adults, as written. */
  adultPreventionContacts: ReadonlySet<string>
}

export type Breach = { rule: RuleId; slug: string | null }

const years: Record<AgeBand, [number, number] | null> = {
  '0-5': [0, 5],
  '6-9': [6, 9],
  '10-12': [10, 12],
  '13-15': [13, 15],
  '16-17': [16, 17],
  '18-plus': [18, 120],
  unknown: null,
}
const webTypes = new Set(['chat', 'web_form', 'website', 'app'])
const lineTypes = new Set(['phone', 'sms', 'whatsapp'])
const digits = (value: string): string => value.replace(/[^\d*#]/g, '').replace(/^0+/, '')

export function findBreaches(answer: SeenAnswer, known: Known): Breach[] {
  const { audience, situation, country, ageBand, adjusted } = answer.request
  const band: AgeBand = audience === 'child' && ageBand === 'unknown' ? '10-12' : ageBand
  const range = years[band]
  const isMinor = range !== null && range[1] < 18
  const breaches: Breach[] = []
  const breach = (rule: RuleId, slug: string | null) => breaches.push({ rule, slug })
  const listings = answer.sections.flatMap((section) => section.listings)

  for (const section of answer.sections) {
    for (const { kind, slug } of section.listings) if (kind !== section.kind) breach('S6', slug)
  }
  for (const listing of listings) {
    const { slug, kind } = listing
    if (kind === 'prevention_service') {
      const own = audience === 'concerned_self' && ['own_thoughts', 'abuse_search_blocked', 'contact_attempt_stopped'].includes(situation)
      const parent = audience === 'parent_carer' && situation === 'child_behaves_harmfully'
      if ((!own && !parent) || adjusted !== null) breach('S1', slug)
      if ((parent || isMinor) && !listing.youthPrevention) breach('S2', slug)
    }
    const asksForThemselves = audience === 'child' || audience === 'concerned_self'
    if (asksForThemselves && isMinor && listing.channels.some((channel) => isShared(channel, known.adultPreventionContacts))) breach('S2', slug)
    if (listing.status === 'overdue' && !listing.worldwide) breach('S3', slug)
    if (range !== null && ((listing.maxAge ?? 120) < range[0] || (listing.minAge ?? 0) > range[1])) breach('S3', slug)
    if (audience === 'child' && ageBand === 'unknown' && (listing.minAge ?? 0) > 10) breach('S3', slug)
    if (!listing.worldwide && !listing.countries.includes(country)) breach('S4', slug)
    if (listing.imagesOf === 'adults' && (audience === 'child' || (audience !== 'adult' && ageBand !== '18-plus'))) breach('S8', slug)
    if (listing.imagesOf === 'under_18' && audience === 'adult' && listing.notes.length === 0) breach('S8', slug)
    for (const channel of listing.channels) {
      if (lineTypes.has(channel.type) && (listing.worldwide || !listing.countries.includes(country))) breach('S4', slug)
      if (listing.worldwide && !webTypes.has(channel.type)) breach('S4', slug)
      if (lineTypes.has(channel.type) && known.emergencyNumbers.has(channel.value)) breach('S5', slug)
      const isHard = !['free', 'unknown'].includes(channel.cost) || channel.needsAccount === true || channel.needsId === true
      if (isHard && range !== null && range[1] < 16) breach('S9', slug)
      if (webTypes.has(channel.type) && !/^https:\/\/(?!bit\.ly|maps\.)(?!.*utm_)/.test(channel.value)) breach('S10', slug)
      if (webTypes.has(channel.type) && channel.uri !== channel.value) breach('S10', slug)
    }
    if (listing.channels.length === 0) breach('S10', slug)
  }
  if (listings.length > 0 && listings.every(({ kind }) => kind === 'police_report')) breach('S7', null)
  if ((audience === 'child' || audience === 'concerned_self') && range !== null && range[1] < 10) {
    if (listings.length > 2) breach('S11', null)
    if (listings.some(({ kind }) => kind === 'police_report' || kind === 'reporting_hotline')) breach('S11', null)
    if (answer.firstAdvice !== null && answer.firstAdvice !== 'trusted_adult') breach('S11', null)
    if (answer.readingLevel === 'standard') breach('S11', null)
  }
  return breaches
}

function isShared(channel: SeenChannel, contacts: ReadonlySet<string>): boolean {
  if (contacts.has(channel.value)) return true
  if (!lineTypes.has(channel.type)) return false
  const own = digits(channel.value)
  return [...contacts].some((contact) => {
    const other = digits(contact)
    return own.length >= 6 && other.length >= 6 && /^[+\d*#]+$/.test(contact) && (own.endsWith(other) || other.endsWith(own))
  })
}
