import { describe, expect, it } from 'vitest'
import { findConcerns } from '../../../src/directory/publication/find-concerns.ts'
import type { Channel } from '../../../src/help/listing-content.ts'
import { aChannel } from '../../support/directory.ts'
import type { ListingFacts } from '../../support/directory.ts'
import { editableListing } from '../../support/editable-listing.ts'

const nothing = { organisationUrl: null, numbers: [] }

/** A live line with a number, a text number and nothing on the web. */
const channels: Partial<Channel>[] = [
  { value: '0800198765', display: '0800 198 765' },
  { type: 'sms', value: '18200', smsKeyword: 'HELP' },
]
const listing = (given: Partial<Channel>[], facts: ListingFacts = {}) => editableListing({ channels: given.map(aChannel), ...facts })

/** What is suspicious about other contacts in the place of those, or beside them. */
const codes = (given: Partial<Channel>[], facts: ListingFacts = {}, before: Partial<Channel>[] = channels, known: Parameters<typeof findConcerns>[2] = nothing) =>
  findConcerns(listing(before), listing(given, facts), known).map(({ pointer, code }) => `${pointer} ${code}`)

const saying = (summary: string) => ({ texts: editableListing().texts.map((text) => ({ ...text, summary })) })

describe('no concern', () => {
  it.each<[string, Partial<Channel>[], ListingFacts?]>([
    ['the same contacts in another order', channels.toReversed()],
    ['another opening, and a topic', [{ ...channels[0], hours: { mode: 'always' } }, channels[1] ?? {}], { topics: ['bullying'] }],
    ['the number as it is printed for callers from abroad', [{ ...channels[0], display: '+358 800 198 765' }]],
    ['letters for digits beside the number itself', [{ ...channels[0], display: 'Call 0800 198 765' }]],
    ['letters for digits, as they stand on the keys', [{ ...channels[0], display: '0800 198-SMK (0800 198 765)' }]],
    ['days in a text', channels, saying('Closed 25.12.–26.12. and 31/12 - 1/1, 24.12.2025–6.1.2026.')],
    ['its own number, hours and years in a text', channels, saying('Call 0800 198 765, 9.00–17.00 and 18:00 - 20:00, since 1998. For 7-17 years. Open 2019-2026.')],
  ])('is there for %s', (_name, given, facts) => {
    expect(codes(given, facts)).toEqual([])
  })

  it.each([['CA', '+18006686868'], ['JM', '+18887233776'], ['AX', '+3581825000']])('is there for a number of %s that it shares with other countries', (country, value) => {
    expect(findConcerns(null, listing([{ value, display: null }], { countries: [country] }), nothing)).toEqual([])
    expect(findConcerns(null, listing([{ value, display: null }], { countries: ['SE'] }), nothing).map(({ code }) => code)).toEqual(['foreign_number'])
  })

  it('is there for a short code beside another of three digits, as every country has them; for one of four digits there is', () => {
    const beside = (value: string, known: string) =>
      findConcerns(null, listing([{ value, display: null }]), { ...nothing, numbers: [{ value: known, country: 'FI' }] }).map(({ code }) => code)
    expect([beside('116', '112'), beside('1163', '1162')]).toEqual([[], ['one_digit_from_known']])
  })

  it('is there for the own domain in a text, or for an older text that stays', () => {
    expect(codes([{ type: 'chat', value: 'https://chat.example.org/' }], saying('Chat at example.org, or write to help@example.org.'), channels, { ...nothing, organisationUrl: 'https://www.example.org/' })).toEqual([])
    const old = listing(channels, saying('Or call 09 555 0100 100.'))
    expect(findConcerns(old, { ...old, topics: ['bullying'] }, nothing)).toEqual([])
  })
})

describe('a number that was there', () => {
  it.each<[string, Partial<Channel>[], string, ListingFacts?]>([
    ['is printed otherwise than it is dialled', [{ ...channels[0], display: '040 666 6666' }], '/channels/0/display display_differs'],
    ['is printed with more before it', [{ ...channels[0], display: '90 0800 198 765' }], '/channels/0/display display_differs'],
    ['is printed with another one in brackets', [{ ...channels[0], display: '0800 198 765 (040 666 6666)' }], '/channels/0/display display_differs'],
    ['is printed in letters that are another one', [{ ...channels[0], display: '0800 HELPME' }], '/channels/0/display display_differs'],
    ['is printed without a digit', [{ ...channels[0], display: 'Anna on Kik' }], '/channels/0/display display_differs'],
    ['is printed with a part of it', [{ ...channels[0], display: '98 765' }], '/channels/0/display display_differs'],
    ['is printed with marks that turn it round', [{ ...channels[0], display: '0800\u200f 198\u200f 765' }], '/channels/0/display display_differs'],
    ['takes another keyword', [{ ...channels[1], smsKeyword: 'EVIL' }], '/channels/0/smsKeyword keyword_changed'],
    ['is dialled in a country more', [channels[1] ?? {}], '/channels/0/value country_added', { countries: ['FI', 'SE'] }],
  ])('needs another person where it %s', (_name, given, expected, facts) => {
    expect(codes(given, facts)).toEqual([expected])
  })
})

describe('a new number', () => {
  it.each<[string, Partial<Channel>, string, ListingFacts?]>([
    ['a digit off, also in the other spelling', { value: '+358800198764' }, 'one_digit_from_known'],
    ['a mobile number to write to', { type: 'whatsapp', value: '+358406666666' }, 'mobile_number'],
    ['a mobile number for text messages', { type: 'sms', value: '0406666666' }, 'mobile_number'],
    ['a mobile number with a key pressed behind it', { value: '0406666666#' }, 'mobile_number'],
    ['a mobile number of any of the countries', { value: '0406666666' }, 'mobile_number', { countries: ['SE', 'FI'] }],
    ['a number abroad that is dialled with 00', { value: '00442079460000' }, 'foreign_number'],
    ['a number that costs', { value: '0899701234' }, 'premium_number', { countries: ['FR'] }],
    ['a personal number that costs', { value: '+447012345678' }, 'premium_number', { countries: ['GB'] }],
  ])('needs another person where it is %s', (_name, channel, expected, facts) => {
    expect(codes([channel], facts)).toEqual([`/channels/0/value ${expected}`])
  })
})

describe('a new address', () => {
  it('needs another person on a live listing that had none, and not on a new one', () => {
    const chat: Partial<Channel>[] = [{ type: 'chat', value: 'https://evil.example/chat' }]
    expect(codes(chat)).toEqual(['/channels/0/value new_domain'])
    expect(findConcerns(null, listing(chat), nothing)).toEqual([])
  })

  it.each<[string, Partial<Channel>, Partial<Channel>]>([
    ['another mailbox of a provider for everybody', { type: 'email', value: 'helpline@gmail.com' }, { type: 'email', value: 'helpIine@gmail.com' }],
    ['another page where anybody has one', { type: 'website', value: 'https://www.facebook.com/helpline' }, { type: 'website', value: 'https://www.facebook.com/he1pline' }],
    ['another chat where anybody has one', { type: 'chat', value: 'https://t.me/helpline' }, { type: 'chat', value: 'https://t.me/anna' }],
    ['a name in letters that look the same', { type: 'website', value: 'https://apple.com/' }, { type: 'website', value: 'https://аррӏе.com/' }],
  ])('needs another person where it is %s', (_name, before, after) => {
    expect(codes([after], {}, [before])).toHaveLength(1)
    expect(codes([{ ...before, cost: 'free' }], {}, [before])).toEqual([])
  })
})

describe('a text', () => {
  it.each([
    'Or call Anna at 040 666 66 66.', 'Or call +358-40-666-6666.', 'Or call 06.12.34.56.78.', 'Or call ٠٤٠ ٦٦٦ ٦٦٦٦.', 'Write to anna@evil.com today.', 'More at evil.com/chat.', 'More at https://www.evil.co.uk.', 'Snap: @anna_99',
  ])('needs another person where it says “%s”', (summary) => {
    expect(codes(channels, saying(summary))).toEqual(['/texts/0/summary contact_in_text'])
  })

  it('is looked at wherever it stands', () => {
    const text = 'Call 040 666 6666'
    const next = listing([{ ...channels[0], hint: { locale: 'en', text } }, { type: 'website', value: 'https://example.org/', display: text }], {
      officialName: { locale: 'en', text },
      names: [{ locale: 'en', text, origin: 'original', reviewed: true }],
      texts: editableListing().texts.map((entry) => ({ ...entry, whatHappens: text })),
      publicHolidayNote: { locale: 'en', text },
    })
    const found = findConcerns(listing([...channels, { type: 'website', value: 'https://example.org/' }]), next, nothing)
    expect(found.map(({ pointer }) => pointer)).toEqual([
      '/officialName/text', '/names/0/text', '/texts/0/whatHappens', '/channels/0/hint/text', '/channels/1/display', '/publicHolidayNote/text',
    ])
  })
})
