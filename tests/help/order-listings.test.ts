import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import type { HelpQuestion } from '../../src/help/question.ts'
import { aChannel, aDirectory, aListing, aQuestion, now, settings } from '../support/directory.ts'
import type { ListingFacts } from '../support/directory.ts'

const always = { mode: 'always' } as const
const closedNow = { mode: 'weekly', weekly: [{ days: ['su'], opens: '09:00', closes: '10:00' }], exceptions: [], publicHolidays: 'unknown' } as const
const closed = aChannel({ hours: { ...closedNow, weekly: [{ days: ['su'], opens: '09:00', closes: '10:00' }], exceptions: [] } })

/** Slugs of the first section for two listings; the one that should lose gets the slug that would win a tie. */
function order(winner: ListingFacts, loser: ListingFacts, question: Partial<HelpQuestion> = {}): string[] {
  const listings = [aListing({ ...loser, slug: 'a-loser' }), aListing({ ...winner, slug: 'b-winner' })]
  const { sections } = chooseHelp(aDirectory(listings), aQuestion(question), now, settings)
  return sections[0]?.listings.map(({ listing }) => listing.slug) ?? []
}

/** Every key, in its order: what wins, what loses, and what the question must say for it to count. */
const keys: readonly { key: string; wins: ListingFacts; loses: ListingFacts; question?: Partial<HelpQuestion> }[] = [
  { key: 'answers in a requested language before unknown', wins: { languages: ['en'] }, loses: { languages: [] } },
  { key: 'the nearer place', wins: { subdivisions: ['FI-18'] }, loses: {}, question: { subdivision: 'FI-18' } },
  { key: 'made for a community that was asked for', wins: { communities: ['deaf'] }, loses: {}, question: { communities: ['deaf'] } },
  { key: 'made for the topic', wins: { topics: ['eating'] }, loses: {}, question: { topics: ['eating'] } },
  { key: 'known and fitting ages', wins: { minAge: 5, maxAge: 25 }, loses: {} },
  { key: 'open before unknown', wins: { channels: [aChannel({ hours: always })] }, loses: {} },
  { key: 'verified before unverified', wins: { verifiedAt: new Date('2026-03-01') }, loses: {} },
  { key: 'a channel that suits the age', wins: { channels: [aChannel({ type: 'chat' })] }, loses: { channels: [aChannel({ type: 'phone' })] } },
  { key: 'the priority of editors', wins: { priority: 2 }, loses: { priority: 1 } },
]

describe('inside a section', () => {
  it.each(keys)('$key comes first', ({ wins, loses, question }) => {
    expect(order(wins, loses, question)).toEqual(['b-winner', 'a-loser'])
  })

  it.each(keys.slice(0, -1).map((key, index) => ({ ...key, next: keys[index + 1] })))(
    '$key decides before $next.key',
    ({ wins, loses, question, next }) => {
      expect(order({ ...next?.loses, ...wins }, { ...next?.wins, ...loses }, { ...next?.question, ...question })).toEqual(['b-winner', 'a-loser'])
    },
  )

  it.each([
    ['unknown languages before others', { languages: [] }, { languages: ['ja'] }, {}],
    ['nationwide before a group of countries', {}, { countries: ['FI', 'SE'] }, {}],
    ['nationwide before regional where no subdivision is asked', {}, { subdivisions: ['FI-18'] }, {}],
    ['unknown ages before a partial fit', {}, { minAge: 14 }, {}],
    ['unknown hours before closed', {}, { channels: [closed] }, {}],
    ['due before unverified', { verifiedAt: new Date('2025-11-01') }, {}, {}],
    ['verified before due', { verifiedAt: new Date('2026-03-01') }, { verifiedAt: new Date('2025-11-01') }, {}],
    ['a text line before a telephone at 13-15', { channels: [aChannel({ type: 'sms' })] }, {}, {}],
    ['a telephone before a text line at 10-12', {}, { channels: [aChannel({ type: 'sms' })] }, { ageBand: '10-12' }],
    ['a telephone before a chat at 6-9', {}, { channels: [aChannel({ type: 'chat' })] }, { ageBand: '6-9' }],
    ['a channel that was wished for', {}, { channels: [aChannel({ type: 'chat' })] }, { channels: ['phone'] }],
    ['made especially for the situation', { situations: ['grooming'] }, {}, { situation: 'grooming' }],
  ] satisfies [string, ListingFacts, ListingFacts, Partial<HelpQuestion>][])('%s', (_name, wins, loses, question) => {
    expect(order(wins, loses, question)).toEqual(['b-winner', 'a-loser'])
  })

  it('the slug decides where nothing else does', () => {
    expect(order({}, {})).toEqual(['a-loser', 'b-winner'])
  })

  it('an always-open line comes first where the row asks for it, in whatever language', () => {
    const wins = { channels: [aChannel({ hours: always })], languages: ['ja'] }
    expect(order(wins, { languages: ['en'] }, { situation: 'immediate_danger' })).toEqual(['b-winner', 'a-loser'])
  })

  it('a week without a gap is always open', () => {
    const gapless = aChannel({
      hours: {
        mode: 'weekly',
        weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], opens: '00:00', closes: '24:00' }],
        exceptions: [],
        publicHolidays: 'same',
      },
    })
    expect(order({ channels: [gapless], languages: ['ja'] }, { languages: ['en'] }, { situation: 'immediate_danger' })).toEqual(['b-winner', 'a-loser'])
  })

  it('a line for missing children comes first where a child is missing, in whatever language', () => {
    const wins: ListingFacts = { topics: ['missing_child'], languages: ['ja'] }
    expect(order(wins, { languages: ['en'] }, { situation: 'missing_or_runaway' })).toEqual(['b-winner', 'a-loser'])
  })

  it('a worldwide removal service stands after national ones, whatever its language', () => {
    const wins: ListingFacts = { kind: 'image_removal', languages: [] }
    const loses: ListingFacts = { kind: 'image_removal', worldwide: true, languages: ['en'] }
    expect(order(wins, loses, { situation: 'image_shared' })).toEqual(['b-winner', 'a-loser'])
  })
})
