import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { countryCodes, subdivisionChain, toCountryCode, toSubdivisionCode } from '../../src/help/places.ts'
import { aDirectory, aListing, aQuestion, now, settings } from '../support/directory.ts'

describe('a country', () => {
  it.each([
    ['FI', 'FI'],
    ['fi', 'FI'],
    ['UK', 'GB'],
    ['el', 'GR'],
    ['XK', 'XK'],
    ['XX', null],
    ['ZZ', null],
    ['FIN', null],
    ['', null],
    ['ß', null],
  ])('%s is %s', (text, code) => {
    expect(toCountryCode(text)).toBe(code)
  })

  it('is one of 250 territories', () => {
    expect(countryCodes).toHaveLength(250)
  })
})

describe('a subdivision', () => {
  it.each([
    ['fi-18', 'FI-18'],
    ['UK-ENG', 'GB-ENG'],
    ['FI-99', null],
    ['FI', null],
  ])('%s is %s', (text, code) => {
    expect(toSubdivisionCode(text)).toBe(code)
  })

  it('lies in the larger ones that ISO names', () => {
    expect(subdivisionChain('FR-69')).toEqual(['FR-69', 'FR-ARA'])
    expect(subdivisionChain('FI-18')).toEqual(['FI-18'])
  })
})

describe('with a subdivision asked', () => {
  const directory = aDirectory([
    aListing({ slug: 'nation', countries: ['FR'] }),
    aListing({ slug: 'department', countries: ['FR'], subdivisions: ['FR-69'] }),
    aListing({ slug: 'region', countries: ['FR'], subdivisions: ['FR-ARA'] }),
    aListing({ slug: 'elsewhere', countries: ['FR'], subdivisions: ['FR-BRE'] }),
  ])
  const served = (subdivision: string | null) => {
    const choice = chooseHelp(directory, aQuestion({ country: 'FR', subdivision }), now, settings)
    return { shown: choice.sections.flatMap(({ listings }) => listings.map(({ listing }) => listing.slug)), leftOut: choice.leftOut }
  }

  it('its own listings come first, then the larger ones, then the nation, and no other subdivision', () => {
    expect(served('FR-69')).toEqual({ shown: ['department', 'region', 'nation'], leftOut: [{ slug: 'elsewhere', rule: 'place' }] })
  })

  it('a smaller one does not serve the whole of a larger one', () => {
    expect(served('FR-ARA').shown).toEqual(['region', 'nation'])
  })

  it('and without one regional listings come after the nation', () => {
    expect(served(null).shown).toEqual(['nation', 'department', 'elsewhere'])
  })
})

describe('a territory', () => {
  it('inherits nothing from the country it belongs to', () => {
    const choice = chooseHelp(aDirectory([aListing({ countries: ['FR'] })]), aQuestion({ country: 'RE' }), now, settings)
    expect(choice).toMatchObject({ sections: [], coverage: 'emergency_only', leftOut: [] })
    expect(choice.notices.map(({ id }) => id)).toEqual(['emergency_only', 'emergency_unknown'])
  })
})
