/** Directories and questions far outside the seed: few countries and numbers, so that everything that can collide does. */
import fc from 'fast-check'
import type { Directory, PublishedListing } from '../../src/help/directory.ts'
import type { Channel } from '../../src/help/listing-content.ts'
import { resolveQuestion } from '../../src/help/question.ts'
import type { HelpQuestion } from '../../src/help/question.ts'
import { ageBands, audiences, channelTypes, communities, costs, kinds, situations, topics } from '../../src/help/vocabulary.ts'
import { aChannel, aDirectory, aListing, now } from './directory.ts'

const fewCountries = ['FI', 'GB', 'KE', 'JP'] as const
const subdivisions = { FI: ['FI-18', 'FI-05'], GB: ['GB-ENG', 'GB-LND'], KE: ['KE-30'], JP: ['JP-13'] } as const
const numbers = ['112', '110', '116111', '08081000900', '+448081000900', '+358401234567', '#8891']
const pages = [
  'https://help.example.org/',
  'https://www.help.example.org',
  'http://help.example.org/',
  'https://bit.ly/help',
  'https://help.example.org/?utm_source=x',
  'https://maps.google.com/?q=shelter',
  'https://chat.example.org/talk',
]
const maybe = fc.constantFrom(true, false, null)
const age = fc.option(fc.integer({ min: 0, max: 30 }), { nil: null })

const channel: fc.Arbitrary<Channel> = fc
  .record({
    type: fc.constantFrom(...channelTypes),
    number: fc.constantFrom(...numbers),
    page: fc.constantFrom(...pages),
    cost: fc.constantFrom(...costs),
    needsAccount: maybe,
    needsId: maybe,
    hours: fc.constantFrom<Channel['hours']>(
      { mode: 'always' },
      { mode: 'unknown' },
      { mode: 'weekly', weekly: [{ days: ['tu'], opens: '09:00', closes: '17:00' }], exceptions: [], publicHolidays: 'unknown' },
      { mode: 'weekly', weekly: [{ days: ['we'], opens: '09:00', closes: '17:00' }], exceptions: [], publicHolidays: 'unknown' },
    ),
  })
  .map(({ type, number, page, ...facts }) => {
    const isNumber = type === 'phone' || type === 'sms' || type === 'whatsapp'
    return aChannel({ type, value: isNumber ? number : type === 'email' ? 'help@example.org' : page, ...facts })
  })

const day = 24 * 60 * 60 * 1000

/** A listing that may break any rule: the safety rules must not rely on what the content schema refuses. */
const hostileListing: fc.Arbitrary<PublishedListing> = fc
  .record({
    slug: fc.stringMatching(/^[a-z]{3,8}$/),
    kind: fc.constantFrom(...kinds.filter((kind) => kind !== 'emergency_service')),
    countries: fc.uniqueArray(fc.constantFrom(...fewCountries), { minLength: 1, maxLength: 2 }),
    worldwide: fc.boolean(),
    regional: fc.boolean(),
    languages: fc.subarray(['fi', 'en', 'sw', 'ja']),
    audiences: fc.subarray([...audiences]),
    minAge: age,
    maxAge: age,
    youthPrevention: fc.boolean(),
    imagesOf: fc.constantFrom('under_18' as const, 'adults' as const, null),
    topics: fc.subarray([...topics], { maxLength: 4 }),
    communities: fc.subarray([...communities], { maxLength: 2 }),
    situations: fc.subarray([...situations], { maxLength: 2 }),
    priority: fc.integer({ min: 0, max: 2 }),
    channels: fc.array(channel, { minLength: 1, maxLength: 3 }),
    verifiedDaysAgo: fc.option(fc.integer({ min: 0, max: 400 }), { nil: null }),
    importedDaysAgo: fc.integer({ min: 0, max: 500 }),
  })
  .map(({ verifiedDaysAgo, importedDaysAgo, regional, countries, worldwide, kind, ...facts }) => {
    const [first = 'FI'] = countries
    return aListing({
      ...facts,
      kind,
      worldwide,
      countries: worldwide ? [] : countries,
      subdivisions: regional && !worldwide ? [...subdivisions[first]].slice(0, 1) : [],
      imagesOf: kind === 'image_removal' ? facts.imagesOf : null,
      verifiedAt: verifiedDaysAgo === null ? null : new Date(now.getTime() - verifiedDaysAgo * day),
      importedAt: new Date(now.getTime() - importedDaysAgo * day),
    })
  })

const emergencyListing = fc
  .record({ country: fc.constantFrom(...fewCountries), general: fc.boolean(), police: fc.constantFrom('110', '112'), ambulance: fc.constantFrom('112', '119') })
  .map(({ country, general, police, ambulance }) =>
    aListing({
      slug: `${country.toLowerCase()}-emergency`,
      kind: 'emergency_service',
      countries: [country],
      audiences: [],
      channels: [
        aChannel({ value: police, generalEmergency: general, emergencyServices: ['police'] }),
        ...(police === ambulance ? [] : [aChannel({ value: ambulance, emergencyServices: ['ambulance', 'fire'] })]),
      ],
    }),
  )

export const hostileDirectory: fc.Arbitrary<Directory> = fc
  .tuple(
    fc.uniqueArray(hostileListing, { maxLength: 25, selector: (listing) => listing.slug }),
    fc.uniqueArray(emergencyListing, { maxLength: 3, selector: (listing) => listing.slug }),
  )
  .map(([listings, emergencies]) => aDirectory([...listings, ...emergencies]))

/** Every question that the public door lets in. */
export const anyQuestion: fc.Arbitrary<HelpQuestion> = fc
  .record({
    country: fc.constantFrom(...fewCountries),
    inSubdivision: fc.boolean(),
    locales: fc.subarray(['fi', 'sv', 'en', 'ar', 'zh-Hant', 'sw'], { maxLength: 3 }),
    ageBand: fc.constantFrom(...ageBands),
    audience: fc.option(fc.constantFrom(...audiences), { nil: null }),
    situation: fc.constantFrom(...situations),
    topics: fc.subarray([...topics], { maxLength: 3 }),
    channels: fc.subarray([...channelTypes], { maxLength: 2 }),
    communities: fc.subarray([...communities], { maxLength: 2 }),
    limit: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
  })
  .map(({ inSubdivision, country, ...facts }) => ({
    ...facts,
    country,
    subdivision: inSubdivision ? subdivisions[country][0] : null,
    explain: true,
  }))
  .map((request) => resolveQuestion(request))
  .filter((resolved) => 'question' in resolved)
  .map((resolved) => resolved.question)
