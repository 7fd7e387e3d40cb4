import { describe, expect, it } from 'vitest'
import { cover, findGaps } from '../../src/help/find-gaps.ts'
import type { Covered, Supply } from '../../src/help/find-gaps.ts'

/** A support line for children in Finland that answers in Finnish, unless the facts say otherwise. */
const supply = (facts: Partial<Supply> = {}): Supply => ({
  country: 'FI',
  kind: 'support_line',
  audiences: ['child'],
  minAge: null,
  maxAge: null,
  youthPrevention: false,
  imagesOf: null,
  languages: ['fi'],
  channelLanguages: [null],
  ...facts,
})

function missing(supplies: readonly Supply[], kind: Supply['kind'], country = 'FI', languages?: string[]) {
  const covered: Covered = new Map()
  for (const entry of supplies) cover(covered, entry, ['FI', 'SE'])
  const [gap] = findGaps(covered, country, languages === undefined ? {} : { languages }).filter((found) => found.kind === kind)
  return (gap?.missing ?? []).map(({ ageBand, languages: absent }) => `${ageBand} ${absent.join('+')}`)
}

describe('where nothing is known', () => {
  it('everything is missing that the situations offer, and nothing that a safety rule would take away', () => {
    expect(missing([], 'support_line')).toEqual(['0-5 fi', '6-9 fi', '10-12 fi', '13-15 fi', '16-17 fi', '18-plus fi'])
    expect(missing([], 'reporting_hotline')).toEqual(['10-12 fi', '13-15 fi', '16-17 fi', '18-plus fi'])
    expect(missing([], 'police_report')[0]).toMatch(/^1/)
    expect(missing([], 'prevention_service')).toEqual(['10-12 fi', '13-15 fi', '16-17 fi', '18-plus fi'])
    expect(missing([], 'image_removal')).toContain('6-9 fi')
    expect(missing([], 'emergency_service')).toEqual([])
  })

  it('it is missing in the language of the country, or in those that are asked for', () => {
    expect(missing([], 'support_line', 'SE')[0]).toBe('0-5 sv')
    expect(missing([], 'support_line', 'FI', ['fi', 'sv', 'sv-FI'])[0]).toBe('0-5 fi+sv')
  })
})

describe('what there is', () => {
  it('fills the bands of those whom it helps, in its country only', () => {
    expect(missing([supply()], 'support_line')).toEqual(['18-plus fi'])
    expect(missing([supply({ minAge: 12, maxAge: 17 })], 'support_line')).toEqual(['0-5 fi', '6-9 fi', '18-plus fi'])
    expect(missing([supply({ audiences: [] })], 'support_line')).toEqual([])
    expect(missing([supply({ audiences: ['parent_carer'] })], 'support_line')).toHaveLength(6)
    expect(missing([supply()], 'support_line', 'SE')).toHaveLength(6)
  })

  it('fills the languages of any of its channels; where it does not say which, all of them', () => {
    expect(missing([supply({ audiences: [] })], 'support_line', 'FI', ['sv'])).toHaveLength(6)
    expect(missing([supply({ audiences: [], channelLanguages: [null, ['sv']] })], 'support_line', 'FI', ['sv', 'fi'])).toEqual([])
    expect(missing([supply({ audiences: [], channelLanguages: [['fi'], ['sv']], languages: ['en'] })], 'support_line', 'FI', ['en'])).toHaveLength(6)
    expect(missing([supply({ audiences: [], languages: [] })], 'support_line', 'FI', ['sv'])).toEqual([])
    expect(missing([supply({ audiences: [], languages: ['nb'] })], 'support_line', 'FI', ['no'])).toEqual([])
  })

  it('for adults who may offend does not fill what young people need, and the other way round', () => {
    const adults = supply({ kind: 'prevention_service', audiences: ['concerned_self'] })
    expect(missing([adults], 'prevention_service')).toEqual(['10-12 fi', '13-15 fi', '16-17 fi'])
    expect(missing([{ ...adults, youthPrevention: true, maxAge: 17 }], 'prevention_service')).toEqual(['18-plus fi'])
  })

  it('for pictures of adults does not fill what children need', () => {
    expect(missing([supply({ kind: 'image_removal', audiences: [], imagesOf: 'adults' })], 'image_removal')).not.toContain('18-plus fi')
    expect(missing([supply({ kind: 'image_removal', audiences: [], imagesOf: 'adults' })], 'image_removal')).toContain('13-15 fi')
  })

  it('worldwide fills image removal and prevention everywhere, and no other kind', () => {
    const worldwide = supply({ country: null, audiences: [], languages: ['fi', 'sv'] })
    expect(missing([{ ...worldwide, kind: 'image_removal' }], 'image_removal', 'SE')).toEqual([])
    expect(missing([worldwide], 'support_line', 'SE')).toHaveLength(6)
  })
})
