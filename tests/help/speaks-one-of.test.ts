import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { speaksOneOf } from '../../src/help/speaks-one-of.ts'
import { aChannel, aDirectory, aListing, aQuestion, now, settings } from '../support/directory.ts'

const plain = aChannel()
const swedish = aChannel({ languages: ['sv'] })
const finnish = aChannel({ languages: ['fi'] })

describe('whether somebody answers in a language', () => {
  it.each([
    ['the language of the listing', ['sv'], [plain], true],
    ['another language of the listing', ['fi'], [plain], false],
    ['a listing of unknown languages', [], [plain], null],
    ['the language of a channel', ['fi'], [swedish], true],
    ['a channel that answers in another language than its listing', ['sv'], [finnish], false],
    ['one channel that does, one that does not', ['fi'], [plain, swedish], true],
    ['one channel that does not, one of unknown languages', [], [finnish, plain], null],
  ])('%s', (_case, languages, channels, expected) => {
    expect(speaksOneOf({ languages }, channels, ['sv-FI'])).toBe(expected)
  })

  it('a channel that a rule removes speaks no language any more, and the listing loses its place by it', () => {
    const directory = aDirectory([
      aListing({ slug: 'a-paid-swedish', languages: ['fi', 'sv'], channels: [aChannel({ cost: 'premium', languages: ['sv'] }), finnish] }),
      aListing({ slug: 'b-unknown', languages: [] }),
    ])
    const { sections } = chooseHelp(directory, aQuestion({ locales: ['sv'] }), now, settings)
    expect(sections[0]?.listings.map(({ listing, speaksRequestedLanguage }) => [listing.slug, speaksRequestedLanguage])).toEqual([
      ['b-unknown', null],
      ['a-paid-swedish', false],
    ])
  })
})
