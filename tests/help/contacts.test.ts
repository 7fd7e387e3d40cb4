import { describe, expect, it } from 'vitest'
import { contactUri } from '../../src/help/contact-uri.ts'
import { contactKey, isSameContact } from '../../src/help/contact-key.ts'
import { webAddressFault } from '../../src/help/content-values.ts'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { indexDirectory } from '../../src/help/index-directory.ts'
import { emergencyNumbersOf } from '../../src/help/emergency-numbers.ts'
import { channel } from '../../src/help/listing-content.ts'
import type { ChannelType } from '../../src/help/vocabulary.ts'
import { aChannel, aDirectory, aListing, anEmergencyListing, aQuestion, now, settings } from '../support/directory.ts'

describe('a link works where the person stands', () => {
  it.each([
    ['phone', '116111', 'FI', 'tel:116111'],
    ['phone', '116111', 'SE', null],
    ['phone', '116111', null, null],
    ['phone', '0800100900', 'FI', 'tel:0800100900'],
    ['phone', '+448001111000', 'SE', 'tel:+448001111000'],
    ['phone', '#8891', 'FI', 'tel:%238891'],
    ['phone', '*4242', 'FI', 'tel:*4242'],
    ['sms', '85258', 'FI', 'sms:85258'],
    ['sms', '85258', 'US', null],
    ['whatsapp', '+358401234567', 'FI', 'https://wa.me/358401234567'],
    ['email', 'help@example.org', null, 'mailto:help@example.org'],
    ['chat', 'https://example.org/chat?room=1', null, 'https://example.org/chat?room=1'],
  ] satisfies [ChannelType, string, string | null, string | null][])('%s %s in %s is %s', (type, value, country, uri) => {
    expect(contactUri(aChannel({ type, value }), { countries: ['FI'] }, country)).toBe(uri)
  })
})

describe('an address', () => {
  it.each([
    ['https://example.org/path?id=7', null],
    ['http://example.org', 'is not an https address'],
    ['https://bit.ly/x', 'leads through a link shortener'],
    ['https://www.tinyurl.com/x', 'leads through a link shortener'],
    ['https://example.org/?utm_campaign=x', 'carries the tracking parameter utm_campaign'],
    ['https://maps.google.com/?q=x', 'is a map link'],
    ['https://www.google.com/maps/place/x', 'is a map link'],
    ['https://user:pass@example.org', 'carries a user name or password'],
    ['javascript:alert(1)', 'is not an https address'],
    ['example.org', 'is not a web address'],
  ])('%s %s', (address, fault) => {
    expect(webAddressFault(address)).toBe(fault)
  })
})

describe('a contact that does not fit its channel is refused', () => {
  it.each([
    ['phone', '+358 40 123'],
    ['phone', 'HELP'],
    ['phone', '+0123456789'],
    ['whatsapp', '116111'],
    ['email', 'not-an-address'],
    ['website', 'http://example.org'],
    ['sms', ''],
  ] satisfies [ChannelType, string][])('%s %s', (type, value) => {
    expect(channel.safeParse(aChannel({ type, value })).success).toBe(false)
  })
  it('a number with + that says it works only in the country', () => {
    expect(channel.safeParse(aChannel({ value: '+358401234567', reachableFrom: 'in_country' })).success).toBe(false)
  })
})

describe('two spellings of one contact', () => {
  const same = (one: [ChannelType, string], other: [ChannelType, string]) =>
    isSameContact(contactKey({ type: one[0], value: one[1] }), contactKey({ type: other[0], value: other[1] }))

  it.each([
    [['phone', '08081000900'], ['phone', '+448081000900'], true],
    [['phone', '116111'], ['sms', '116111'], true],
    [['phone', '116111'], ['phone', '0116111'], true],
    [['phone', '1161'], ['phone', '+3581161'], false],
    [['website', 'https://www.example.org/'], ['chat', 'https://example.org'], true],
    [['website', 'https://example.org/a'], ['chat', 'https://example.org/b'], false],
  ] satisfies [[ChannelType, string], [ChannelType, string], boolean][])('%j and %j: %s', (one, other, expected) => {
    expect(same(one, other)).toBe(expected)
  })
})

describe('emergency numbers', () => {
  const separate = anEmergencyListing({
    channels: [
      aChannel({ value: '110', emergencyServices: ['police'] }),
      aChannel({ value: '119', emergencyServices: ['ambulance', 'fire'] }),
    ],
  })

  it('are the general ones, for all services, where there are any', () => {
    const general = anEmergencyListing({ channels: [aChannel({ value: '112', generalEmergency: true }), aChannel({ value: '110', emergencyServices: ['police'] })] })
    expect(emergencyNumbersOf(aDirectory([general]), 'FI').numbers).toEqual([{ number: '112', uri: 'tel:112', services: ['police', 'ambulance', 'fire'] }])
  })

  it('are otherwise one for each number, with its services', () => {
    expect(emergencyNumbersOf(aDirectory([separate]), 'FI').numbers).toEqual([
      { number: '110', uri: 'tel:110', services: ['police'] },
      { number: '119', uri: 'tel:119', services: ['ambulance', 'fire'] },
    ])
  })

  it('are never those of another country, and never a crisis line', () => {
    const crisisLine = aListing({ topics: ['suicide'], channels: [aChannel({ value: '113' })] })
    const choice = chooseHelp(aDirectory([separate, crisisLine]), aQuestion({ country: 'SE' }), now, settings)
    expect(choice.emergency.numbers).toEqual([])
    expect(chooseHelp(aDirectory([crisisLine]), aQuestion(), now, settings).emergency.numbers).toEqual([])
  })

  it('stay when the check is overdue, and say so', () => {
    const overdue = anEmergencyListing({ verifiedAt: new Date('2024-01-01') })
    const { emergency } = chooseHelp(aDirectory([overdue]), aQuestion(), now, settings)
    expect(emergency.numbers).toHaveLength(1)
    expect(emergency.verification?.status).toBe('overdue')
  })
})

describe('a service for pictures of under-18s', () => {
  const removal = aListing({ kind: 'image_removal', imagesOf: 'under_18' })
  const words = 'For pictures from before you turned 18'
  const directory = indexDirectory({
    ...aDirectory([removal]),
    labelSets: [{ locale: 'en', origin: 'original', reviewed: true, labels: { under_18_images: words } }],
  })

  it.each([
    ['adult', '18-plus', 'sextortion', [words]],
    ['parent_carer', '18-plus', 'worried_about_child', [words]],
    ['parent_carer', '13-15', 'worried_about_child', []],
    ['child', '13-15', 'sextortion', []],
  ] as const)('says for %s %s in %s: %j', (audience, ageBand, situation, notes) => {
    const { sections } = chooseHelp(directory, aQuestion({ audience, ageBand, situation }), now, settings)
    expect(sections.flatMap(({ listings }) => listings.map((listing) => listing.notes))).toEqual([notes])
  })
})

describe('a country without services of its own', () => {
  const worldwide = aListing({ slug: 'web', worldwide: true })

  it('gets the worldwide ones, and is told that this is all', () => {
    const choice = chooseHelp(aDirectory([worldwide]), aQuestion({ country: 'NU' }), now, settings)
    expect(choice.coverage).toBe('worldwide_only')
    expect(choice.notices.map(({ id }) => id)).toContain('worldwide_only')
    expect(choice.sections.map(({ listings }) => listings.map(({ listing }) => listing.slug))).toEqual([['web']])
  })

  it('keeps them even when nobody has checked them for years', () => {
    const old = aListing({ worldwide: true, importedAt: new Date('2020-01-01') })
    expect(chooseHelp(aDirectory([old]), aQuestion({ country: 'NU' }), now, settings).sections).toHaveLength(1)
  })

  it('does not get them where it has its own', () => {
    const choice = chooseHelp(aDirectory([worldwide, aListing({ slug: 'own' })]), aQuestion(), now, settings)
    expect(choice.sections.flatMap(({ listings }) => listings.map(({ listing }) => listing.slug))).toEqual(['own'])
    expect(choice.leftOut).toEqual([{ slug: 'web', rule: 'national_first' }])
  })
})
