/** Small directories for tests of the pure functions: a test states only what matters to it. */
import { indexDirectory } from '../../src/help/index-directory.ts'
import type { Directory, PublishedGuidance, PublishedListing } from '../../src/help/directory.ts'
import type { Channel, PublicListingContent } from '../../src/help/listing-content.ts'
import type { HelpQuestion } from '../../src/help/question.ts'
import type { ServingSettings } from '../../src/help/verification.ts'

export const now = new Date('2026-03-10T12:00:00Z')

export const settings: ServingSettings = {
  unverifiedDays: 365,
  verifyDays: { emergency_service: 90, support_line: 90, prevention_service: 90, reporting_hotline: 180, image_removal: 180, police_report: 180 },
}

export function aChannel(facts: Partial<Channel> = {}): Channel {
  const type = facts.type ?? 'phone'
  const isNumber = type === 'phone' || type === 'sms' || type === 'whatsapp'
  const value = facts.value ?? (type === 'whatsapp' ? '+358401234567' : isNumber ? '116111' : type === 'email' ? 'help@example.org' : 'https://example.org/')
  return {
    type,
    value,
    display: null,
    smsKeyword: null,
    hint: null,
    reachableFrom: isNumber && !value.startsWith('+') ? 'in_country' : 'anywhere',
    cost: 'unknown',
    needsCredit: null,
    onPhoneBill: null,
    needsAccount: null,
    needsId: null,
    recordsCalls: null,
    accessible: [],
    languages: null,
    hours: { mode: 'unknown' },
    emergencyServices: [],
    generalEmergency: false,
    ...facts,
  }
}

let counter = 0

export type ListingFacts = Partial<Omit<PublishedListing, 'content'>> & Partial<PublicListingContent>

/** A support line for children in Finland, unless the facts say otherwise. */
export function aListing(facts: ListingFacts = {}): PublishedListing {
  counter += 1
  const { id, slug, revision, organisation, publishedAt, importedAt, verifiedAt, ...content } = facts
  const worldwide = content.worldwide ?? false
  return {
    id: id ?? `00000000-0000-7000-8000-${String(counter).padStart(12, '0')}`,
    slug: slug ?? `listing-${String(counter).padStart(6, '0')}`,
    revision: revision ?? 1,
    organisation: organisation ?? null,
    publishedAt: publishedAt ?? new Date('2026-03-01T00:00:00Z'),
    importedAt: importedAt === undefined ? new Date('2026-03-01T00:00:00Z') : importedAt,
    verifiedAt: verifiedAt ?? null,
    content: {
      kind: 'support_line',
      countries: worldwide ? [] : ['FI'],
      worldwide,
      subdivisions: [],
      timeZone: 'Europe/Helsinki',
      officialName: { locale: 'en', text: 'A line' },
      names: [{ locale: 'en', text: 'A line', origin: 'original', reviewed: false }],
      texts: [
        { locale: 'en', readingLevel: 'standard', summary: 'Someone listens.', whatHappens: null, confidentialityLimits: null, origin: 'original', reviewed: false },
      ],
      languages: [],
      audiences: content.kind === undefined || content.kind === 'support_line' ? ['child'] : [],
      minAge: null,
      maxAge: null,
      youthPrevention: false,
      imagesOf: null,
      communities: [],
      topics: [],
      situations: [],
      channels: [aChannel(worldwide ? { type: 'website' } : {})],
      anonymous: null,
      confidential: null,
      publicHolidayNote: null,
      priority: 0,
      ...content,
    },
  }
}

export function anEmergencyListing(facts: ListingFacts = {}, number = '112'): PublishedListing {
  return aListing({
    kind: 'emergency_service',
    audiences: [],
    channels: [aChannel({ value: number, generalEmergency: true, emergencyServices: ['police', 'ambulance', 'fire'] })],
    ...facts,
  })
}

export function aDirectory(listings: readonly PublishedListing[], guidance: readonly PublishedGuidance[] = []): Directory {
  return indexDirectory({
    version: 1,
    changedAt: new Date('2026-03-01T00:00:00Z'),
    listings,
    guidance,
    labelSets: [{ locale: 'en', origin: 'original', reviewed: true, labels: { from_age: 'From age {age}' } }],
  })
}

export function aQuestion(facts: Partial<HelpQuestion> = {}): HelpQuestion {
  return {
    country: 'FI',
    subdivision: null,
    locales: ['en'],
    ageBand: '13-15',
    audience: 'child',
    situation: 'need_help',
    topics: [],
    channels: [],
    communities: [],
    limit: null,
    explain: true,
    ...facts,
  }
}
