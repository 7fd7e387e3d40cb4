import { describe, expect, test } from 'vitest'
import { checkRows } from '../../../src/interchange/import/check-rows.ts'
import { faultLine } from '../../../src/interchange/import/import-fault.ts'
import { readFolder } from '../../../src/interchange/import/read-folder.ts'
import { type FolderContents, listingLine, makeFolder, textsFile } from './make-folder.ts'

async function check(changes: Partial<FolderContents> = {}) {
  const folder = await makeFolder(changes)
  const rows = checkRows(await readFolder(folder), 'folder', 2026)
  return { ...rows, said: rows.faults.map((fault) => `${fault.effect} ${faultLine(fault, '')}`) }
}

async function checkListing(changes: Record<string, unknown>) {
  const { listings, said } = await check({ listings: [listingLine(changes)], emergencyNumbers: [] })
  return { content: listings[0]?.entry.content, entry: listings[0]?.entry, said }
}

describe('a row that fits', () => {
  test('becomes the content of a listing, with everything unsaid left unknown', async () => {
    const { entry, said } = await checkListing({})
    expect(said).toEqual([])
    expect(entry).toEqual({
      slug: 'fi-example',
      hold: false,
      organisation: { name: 'Example', url: 'https://example.org' },
      content: {
        kind: 'support_line',
        countries: ['FI'],
        worldwide: false,
        subdivisions: [],
        timeZone: 'Europe/Helsinki',
        officialName: { locale: 'fi', text: 'Esimerkki' },
        names: [
          { locale: 'fi', text: 'Esimerkki', origin: 'original', reviewed: false },
          { locale: 'en', text: 'Example', origin: 'original', reviewed: false },
        ],
        texts: [
          {
            locale: 'fi',
            readingLevel: 'standard',
            summary: 'Apua lapsille.',
            whatHappens: null,
            confidentialityLimits: null,
            origin: 'machine',
            reviewed: false,
          },
          {
            locale: 'en',
            readingLevel: 'standard',
            summary: 'Help for children.',
            whatHappens: null,
            confidentialityLimits: null,
            origin: 'original',
            reviewed: false,
          },
        ],
        languages: ['fi'],
        audiences: ['child'],
        minAge: null,
        maxAge: null,
        youthPrevention: false,
        imagesOf: null,
        communities: [],
        topics: [],
        situations: [],
        channels: [
          {
            type: 'phone',
            value: '116111',
            display: '116 111',
            smsKeyword: null,
            hint: null,
            reachableFrom: 'in_country',
            cost: 'unknown',
            needsCredit: null,
            onPhoneBill: null,
            needsAccount: null,
            needsId: null,
            recordsCalls: null,
            accessible: [],
            languages: null,
            hours: {
              mode: 'weekly',
              weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], opens: '09:00', closes: '17:00' }],
              exceptions: [],
              publicHolidays: 'unknown',
            },
            emergencyServices: [],
            generalEmergency: false,
          },
        ],
        anonymous: null,
        confidential: null,
        publicHolidayNote: null,
        priority: 0,
        sources: [{ url: 'https://example.org/about', date: null, showed: null }],
        editorsNote: 'Only for editors.',
      },
    })
  })

  test('keeps what was said by people, of what happens and in structured hours', async () => {
    const hours = { mode: 'by_appointment' }
    const { content, said } = await checkListing({
      human: { names: ['en'], summaries: ['en'] },
      whatHappens: { en: 'Someone listens.' },
      confidentialityLimits: { en: 'They call for help when a life is in danger.' },
      channels: [{ type: 'chat', value: 'https://example.org/chat', hours }],
    })
    expect(said).toEqual([])
    expect(content?.names[1]).toMatchObject({ locale: 'en', origin: 'human' })
    expect(content?.texts[1]).toMatchObject({
      origin: 'human',
      whatHappens: 'Someone listens.',
      confidentialityLimits: 'They call for help when a life is in danger.',
    })
    expect(content?.channels[0]).toMatchObject({ hours, reachableFrom: 'anywhere' })
  })

  test('a number with a plus is reachable from anywhere, a short code only in its country', async () => {
    const channels = [
      { type: 'phone', value: '+358931587000' },
      { type: 'sms', value: '116111' },
      { type: 'phone', value: '#8891' },
    ]
    const { content } = await checkListing({ channels })
    expect(content?.channels.map((channel) => [channel.value, channel.reachableFrom])).toEqual([
      ['+358931587000', 'anywhere'],
      ['116111', 'in_country'],
      ['#8891', 'in_country'],
    ])
  })
})

describe('a part that does not fit is left out and reported', () => {
  const phone = { type: 'phone', value: '116111' }

  test.each([
    ['an address without https', { type: 'website', value: 'http://example.org' }, '/channels/1/value: is not an https address'],
    ['a link shortener', { type: 'website', value: 'https://bit.ly/x' }, '/channels/1/value: leads through a link shortener'],
    [
      'a number with letters',
      { type: 'phone', value: '0800 HELP' },
      '/channels/1/value: is not a dial string: + and digits, or digits as dialled in the country',
    ],
    ['a broken e-mail', { type: 'email', value: 'help@' }, '/channels/1/value: is not an e-mail address'],
  ])('%s', async (_name, channel, fault) => {
    const { content, said } = await checkListing({
      channels: [phone, channel, { type: 'website', value: 'https://example.org' }],
    })
    expect(said).toEqual([`part_left_out listings.jsonl:1 ${fault}`])
    expect(content?.channels.map((entry) => entry.value)).toEqual(['116111', 'https://example.org'])
  })

  test.each([
    [
      'hours in no known notation',
      { hours: 'office hours' },
      {},
      'opening hours not understood: "office" stands where a weekday, a date, PH, a time or 24/7 is expected',
    ],
    [
      'hours without a time zone',
      { hours: 'Mo 09:00-10:00' },
      { timeZone: null },
      'opening hours mean nothing without a time zone',
    ],
  ])('%s become unknown', async (_name, hours, changes, reason) => {
    const { content, said } = await checkListing({ ...changes, channels: [{ ...phone, ...hours }] })
    expect(said).toEqual([`part_left_out listings.jsonl:1 /channels/0/hours: ${reason}`])
    expect(content?.channels).toMatchObject([{ value: '116111', hours: { mode: 'unknown' } }])
  })

  test('structured hours that are none become unknown', async () => {
    const { content, said } = await checkListing({ channels: [{ ...phone, hours: { mode: 'weekly', weekly: [] } }] })
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^part_left_out listings.jsonl:1 \/channels\/0\/hours\/weekly: /)
    expect(content?.channels).toMatchObject([{ value: '116111', hours: { mode: 'unknown' } }])
  })

  test('a phone of a worldwide listing', async () => {
    const { content, said } = await checkListing({
      countries: [],
      worldwide: true,
      channels: [
        { type: 'phone', value: '+358931587000' },
        { type: 'chat', value: 'https://example.org' },
      ],
    })
    expect(said).toEqual(['part_left_out listings.jsonl:1 /channels/0/type: a worldwide listing offers web channels only'])
    expect(content?.channels.map((entry) => entry.type)).toEqual(['chat'])
  })

  test('an organisation address without https', async () => {
    const { entry, said } = await checkListing({ organisation: { name: 'Example', url: 'http://example.org' } })
    expect(said).toEqual(['part_left_out listings.jsonl:1 /organisation/url: is not an https address'])
    expect(entry?.organisation).toEqual({ name: 'Example', url: null })
  })

  test('a label with another placeholder than English, and one that English does not know, with their lines', async () => {
    const sv = textsFile('sv', {
      labels: { 'emergency.call': 'Ring {nummer}', 'kind.emergency_service': 'Nödtjänster', 'emergency.cal': 'Ring' },
    })
    const { labelSets, said } = await check({ texts: { en: textsFile('en'), sv } })
    expect(said).toEqual([
      'part_left_out texts/sv.json:24 /labels/emergency.call: has {nummer} where English has {number}',
      'part_left_out texts/sv.json:26 /labels/emergency.cal: is not a label of the English texts',
    ])
    expect(labelSets[1]?.entry.labels).toEqual({ 'kind.emergency_service': 'Nödtjänster' })
  })

  test('a guidance text that does not fit, and one that belongs to nothing, in their language only', async () => {
    const text = { title: 'T', body: 'B', steps: [] }
    const sv = textsFile('sv', {
      guidance: { 'need_help.child': { standard: { ...text, title: '' } }, 'need_help.chidl': { standard: text } },
    })
    const { guidance, said } = await check({ texts: { en: textsFile('en'), sv } })
    expect(said).toEqual([
      expect.stringMatching(/^part_left_out texts\/sv.json:8 \/guidance\/need_help.child\/standard\/title: /),
      'part_left_out texts/sv.json:13 /guidance/need_help.chidl: belongs to no guidance',
    ])
    expect(guidance.map(({ entry }) => entry.content.texts.map((entryText) => entryText.locale))).toEqual([['en']])
  })
})

describe('a row whose identity or facts do not fit is refused whole, with every reason', () => {
  test.each([
    ['kind', { kind: 'suport_line' }, ['/kind: must be one of emergency_service, support_line, ']],
    ['country', { countries: ['FI', 'XX'] }, ['/countries/1: is not an ISO 3166-1 country code']],
    ['subdivision', { subdivisions: ['SE-AB'] }, ['/subdivisions/0: lies in no country of this listing']],
    ['age', { minAge: 18, maxAge: 12 }, ['/maxAge: is below minAge']],
    ['slug', { slug: 'FI Example' }, ['/slug: is not a slug']],
    ['official name', { officialName: 'sv' }, ['/officialName: is not the tag of one of the names']],
    ['tag', { names: { fi: 'Nimi', 'not a tag': 'Name' } }, ['/names/not a tag: is not a language tag']],
    ['tags of one language', { names: { fi: 'Nimi', he: 'x', iw: 'y' } }, ['/names/iw: is there twice']],
    ['text without a summary', { whatHappens: { sv: 'x' } }, ['/whatHappens/sv: there is no summary in this language']],
    ['origin of no text', { machine: { names: ['sv'] } }, ['/machine/names/0: there are no names in this language']],
    ['disguised name', { names: { fi: 'Esi\u200bmerkki' } }, ['/names/fi: contains a control or invisible character']],
    ['no channel', { channels: [] }, ['/channels: ']],
    ['note that cannot be stored', { note: 'a\u0000b' }, ['/note: contains a control or invisible character']],
    ['no source', { sources: [] }, ['/sources: ']],
    [
      'time zone',
      { timeZone: 'Europe/Helsingfors', channels: [{ type: 'phone', value: '116111' }] },
      ['/timeZone: is not an IANA time zone'],
    ],
    ['several at once', { kind: 'x', audiences: ['kids'], minAge: -1 }, ['/kind: ', '/audiences/0: ', '/minAge: ']],
  ])('%s', async (_name, changes, reasons) => {
    const { entry, said } = await checkListing(changes)
    expect(entry).toBeUndefined()
    expect(said).toHaveLength(reasons.length)
    reasons.forEach((reason, index) => expect(said[index]).toContain(`row_refused listings.jsonl:1 ${reason}`))
  })

  test('no channel is left', async () => {
    const { entry, said } = await checkListing({ channels: [{ type: 'website', value: 'http://example.org' }] })
    expect(entry).toBeUndefined()
    expect(said).toEqual([
      'part_left_out listings.jsonl:1 /channels/0/value: is not an https address',
      'row_refused listings.jsonl:1 /channels: no channel is left that can be offered',
    ])
  })

  test('other rows are taken', async () => {
    const { listings, read } = await check({
      listings: [listingLine({ kind: 'x' }), '', listingLine({ slug: 'fi-other' })],
      emergencyNumbers: [],
    })
    expect(listings).toMatchObject([{ line: 3, entry: { slug: 'fi-other' } }])
    expect(read.get('listings.jsonl')).toBe(2)
  })
})

describe('emergency numbers', () => {
  const emergency = async (row: Record<string, unknown>) => {
    const { listings, said } = await check({
      listings: [],
      emergencyNumbers: [{ country: 'AD', sources: [{ url: 'https://example.org' }], ...row }],
    })
    return { entry: listings[0]?.entry, said }
  }

  test('become one listing a territory, each number once with its services, in words of the directory', async () => {
    const { entry, said } = await emergency({
      police: ['110', '112'],
      ambulance: ['112', '116'],
      fire: ['112'],
      general: ['112'],
      note: 'Checked in 2012.',
    })
    expect(said).toEqual([])
    expect(entry).toMatchObject({ slug: 'ad-emergency', hold: false, organisation: null })
    expect(entry?.content).toMatchObject({
      kind: 'emergency_service',
      countries: ['AD'],
      audiences: [],
      timeZone: null,
      editorsNote: 'Checked in 2012.',
    })
    expect(entry?.content.officialName).toEqual({ locale: 'en', text: 'Emergency (en)' })
    expect(entry?.content.names.map((name) => [name.locale, name.text, name.origin])).toEqual([
      ['en', 'Emergency (en)', 'original'],
      ['sv', 'Emergency (sv)', 'machine'],
    ])
    expect(
      entry?.content.channels.map(({ value, generalEmergency, emergencyServices, hours }) => [
        value,
        generalEmergency,
        emergencyServices,
        hours.mode,
      ]),
    ).toEqual([
      ['112', true, ['police', 'ambulance', 'fire'], 'unknown'],
      ['110', false, ['police'], 'unknown'],
      ['116', false, ['ambulance'], 'unknown'],
    ])
  })

  test('a territory without one is refused', async () => {
    expect(await emergency({})).toEqual({ entry: undefined, said: ['row_refused emergency-numbers.jsonl:1: names no number'] })
  })

  test('a number that cannot be dialled is left out where it stands', async () => {
    const { entry, said } = await emergency({ police: ['110', 'none'] })
    expect(said).toEqual([
      'part_left_out emergency-numbers.jsonl:1 /police/1: is not a dial string: + and digits, or digits as dialled in the country',
    ])
    expect(entry?.content.channels.map((channel) => channel.value)).toEqual(['110'])
  })

  test('an unknown country is refused', async () => {
    expect(await emergency({ country: 'ZZ', police: ['110'] })).toEqual({
      entry: undefined,
      said: ['row_refused emergency-numbers.jsonl:1 /country: is not an ISO 3166-1 country code'],
    })
  })
})
