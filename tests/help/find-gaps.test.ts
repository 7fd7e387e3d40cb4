import { describe, expect, it } from 'vitest'
import type { KeptContacts, Supply } from '../../src/help/bands-served.ts'
import { indexContacts } from '../../src/help/contact-key.ts'
import { cover, findGaps } from '../../src/help/find-gaps.ts'
import type { Covered } from '../../src/help/find-gaps.ts'

type Channel = Supply['channels'][number]

/** A telephone of which nothing is known, unless the facts say otherwise. */
const channel = (facts: Partial<Channel> = {}): Channel => ({ type: 'phone', value: null, cost: 'unknown', needsAccount: null, needsId: null, languages: null, ...facts })

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
  channels: [channel()],
  ...facts,
})

function missing(supplies: readonly Supply[], kind: Supply['kind'], country = 'FI', languages?: string[], kept: KeptContacts = { adultContacts: new Map(), emergencyNumbers: new Map() }) {
  const covered: Covered = new Map()
  for (const entry of supplies) cover(covered, entry, ['FI', 'SE'], kept)
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
    expect(missing([supply({ audiences: [], channels: [channel(), channel({ languages: ['sv'] })] })], 'support_line', 'FI', ['sv', 'fi'])).toEqual([])
    expect(missing([supply({ audiences: [], channels: [channel({ languages: ['fi'] }), channel({ languages: ['sv'] })], languages: ['en'] })], 'support_line', 'FI', ['en'])).toHaveLength(6)
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
    const worldwide = supply({ country: null, audiences: [], languages: ['fi', 'sv'], channels: [channel({ type: 'website' })] })
    expect(missing([{ ...worldwide, kind: 'image_removal' }], 'image_removal', 'SE')).toEqual([])
    expect(missing([worldwide], 'support_line', 'SE')).toHaveLength(6)
  })

  it('worldwide on the telephone only fills nothing', () => {
    const worldwide = supply({ kind: 'image_removal', country: null, audiences: [] })
    expect(missing([worldwide], 'image_removal', 'SE')).toEqual(missing([], 'image_removal', 'SE'))
  })

  it.each([{ cost: 'standard_rate' }, { cost: 'premium' }, { cost: 'local_rate' }, { needsAccount: true }, { needsId: true }] satisfies Partial<Channel>[])(
    'fills nothing below 16 where it says %o, unless there is another way',
    (mark) => {
      const marked = supply({ channels: [channel(mark)] })
      expect(missing([marked], 'support_line')).toEqual(['0-5 fi', '6-9 fi', '10-12 fi', '13-15 fi', '18-plus fi'])
      expect(missing([{ ...marked, channels: [channel(mark), channel({ type: 'chat' })] }], 'support_line')).toEqual(['18-plus fi'])
    },
  )

  it('fills below 16 only the languages of the channels that a child may use', () => {
    const both = supply({ audiences: [], channels: [channel({ cost: 'standard_rate' }), channel({ type: 'chat', languages: ['sv'] })] })
    expect(missing([both], 'support_line')).toEqual(['0-5 fi', '6-9 fi', '10-12 fi', '13-15 fi'])
    expect(missing([both], 'support_line', 'FI', ['sv'])).toEqual([])
  })

  it('with no contact but one that a prevention service for adults answers too fills nothing for minors', () => {
    const shared = supply({ audiences: [], channels: [channel({ value: '0800 123 456' })] })
    const kept = { adultContacts: indexContacts(['number:+358800123456']), emergencyNumbers: new Map() }
    expect(missing([shared], 'support_line', 'FI', ['fi'], kept)).toEqual(['0-5 fi', '6-9 fi', '10-12 fi', '13-15 fi', '16-17 fi'])
    expect(missing([shared], 'support_line')).toEqual([])
  })

  it('with no contact but the emergency number of the country fills nothing there', () => {
    const kept = { adultContacts: new Map(), emergencyNumbers: new Map([['FI', new Set(['112'])]]) }
    const line = supply({ audiences: [], languages: [], channels: [channel({ value: '112' })] })
    expect(missing([line], 'support_line', 'FI', ['fi'], kept)).toHaveLength(6)
    expect(missing([{ ...line, country: 'SE' }], 'support_line', 'SE', ['fi'], kept)).toEqual([])
  })
})
