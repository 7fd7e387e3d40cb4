import { describe, expect, it } from 'vitest'
import { checkListing } from '../../../src/directory/publication/check-listing.ts'
import { aChannel } from '../../support/directory.ts'
import { editableListing } from '../../support/editable-listing.ts'

const faults = (value: string) => checkListing(editableListing({ channels: [aChannel({ type: 'website', value })] })).faults.map(({ pointer, code }) => `${pointer} ${code}`)

describe('an address', () => {
  it.each(['https://10.0.0.1/', 'https://0x7f.1/', 'https://[::1]/', 'https://localhost/', 'https://help.localhost./', 'https://printer.local/', 'https://intranet/'])(
    'that not everybody can open is not published: %s',
    (value) => {
      expect(faults(value)).toEqual(['/channels/0/value address_not_public'])
    },
  )

  it.each(['https://bit.ly./x', 'https://m.bit.ly/x', 'https://x.www.tinyurl.com/'])('of a shortener is not published in another spelling: %s', (value) => {
    expect(faults(value)).toEqual(['/channels/0/value address_of_redirector'])
  })

  it.each(['https://www.example.org/', 'https://example.org:8443/chat', 'https://xn--hjlp-qoa.example.org/', 'https://help.co.uk/'])('of a public name is: %s', (value) => {
    expect(faults(value)).toEqual([])
  })
})

describe('a list of words', () => {
  it('has each of them once, wherever it stands', () => {
    const content = editableListing({
      countries: ['FI', 'FI'],
      topics: ['general', 'bullying', 'general'],
      audiences: ['child', 'child'],
      channels: [aChannel({ accessible: ['text_relay', 'text_relay'], hours: { mode: 'weekly', weekly: [{ days: ['mo', 'mo'], opens: '09:00', closes: '17:00' }], exceptions: [], publicHolidays: 'same' } })],
    })
    const found = checkListing(content).faults.filter(({ code }) => code === 'repeated')
    expect(found.map(({ pointer }) => pointer).toSorted()).toEqual(['/audiences', '/channels/0/accessible', '/channels/0/hours/weekly/0/days', '/countries', '/topics'])
  })
})
