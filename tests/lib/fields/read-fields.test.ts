import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listingContent } from '../../../src/help/listing-content.ts'
import { inspectFields, readFields } from '../../../src/lib/fields/read-fields.ts'

const schema = z.object({ content: listingContent })
const content = {
  kind: 'support_line',
  countries: ['IM'],
  timeZone: 'Europe/Isle_of_Man',
  officialName: { locale: 'en', text: 'Example Helpline' },
  names: [{ locale: 'en', text: 'Example Helpline', origin: 'original', reviewed: true }],
  texts: [{ locale: 'en', summary: 'Help for anyone under 18.', origin: 'original', reviewed: true }],
  languages: ['en'],
  audiences: ['child'],
  minAge: null,
  maxAge: 17,
  channels: [{ type: 'phone', value: '08081570123', reachableFrom: 'in_country' }],
  sources: [{ url: 'https://helpline.example.org' }],
}
const withChannel = (changed: object) => ({ ...content, channels: [{ ...content.channels[0], ...changed }] })
const faultsOf = (body: object) =>
  inspectFields(schema, { content: body }, 'body').faults.map(({ pointer, code, detail }) => `${pointer} ${code}: ${detail}`)

describe('a part of a listing that does not stand there', () => {
  it('is missing, and not of another type', () => {
    const gone = ['timeZone', 'channels', 'minAge']
    expect(faultsOf(Object.fromEntries(Object.entries(content).filter(([name]) => !gone.includes(name)))).toSorted()).toEqual([
      '/content/channels missing: is missing',
      '/content/minAge missing: is missing',
      '/content/timeZone missing: is missing',
    ])
  })

  it('is named with what it can be, where there is a choice', () => {
    expect(faultsOf(withChannel({ reachableFrom: undefined }))).toEqual([
      '/content/channels/0/reachableFrom missing: is missing; one of in_country, anywhere',
    ])
    expect(faultsOf(withChannel({ hours: {} }))).toEqual([
      '/content/channels/0/hours/mode missing: is missing; one of always, weekly, by_appointment, unknown',
    ])
  })

  it('is shown as the example of the whole has it', () => {
    const example = z.object({ place: z.object({ city: z.string() }).meta({ examples: [{ city: 'Douglas' }] }) })
    expect(inspectFields(example, { place: {} }, 'body').faults).toEqual([
      { pointer: '/place/city', code: 'missing', detail: 'is missing; for example Douglas' },
    ])
  })
})

describe('a part of a listing that cannot be read', () => {
  it('is told in words that name what would be right', () => {
    expect(faultsOf(withChannel({ hours: 'Mon-Fri 9-17' }))).toEqual(['/content/channels/0/hours wrong_type: is not an object with fields of its own'])
    expect(faultsOf(withChannel({ hours: { mode: 'open' } }))).toEqual([
      '/content/channels/0/hours/mode unknown_value: is not one of always, weekly, by_appointment, unknown',
    ])
    const hours = { mode: 'weekly', weekly: [{ days: ['mo'], opens: '09:00', closes: '17:00' }], exceptions: [{ from: '25.12.2026', to: '2026-02-30', intervals: [] }] }
    const date = 'invalid_value: is not a date that exists, written 2026-12-31'
    expect(faultsOf(withChannel({ hours })).filter((fault) => fault.includes('date'))).toEqual([
      `/content/channels/0/hours/exceptions/0/from ${date}`,
      `/content/channels/0/hours/exceptions/0/to ${date}`,
    ])
  })
})

describe('an example that is a sentence', () => {
  it('ends with one full stop', () => {
    const sentence = z.object({ evidence: z.string().meta({ examples: ['Called, and they answered.'] }) })
    expect(() => readFields(sentence, {}, 'body')).toThrow(/^\/evidence: is missing; for example Called, and they answered\.$/)
  })
})
