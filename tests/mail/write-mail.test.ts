import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine } from '../../src/mail/clean-facts.ts'
import { english } from '../../src/mail/english.ts'
import { writeMail, type MailContent } from '../../src/mail/write-mail.ts'

const publicUrl = 'https://directory.example.org'
const token = 'tokentokentokentokentoken'
const invitation = (organisation: string | null): MailContent => ({
  template: 'invitation',
  data: { organisation, role: 'manager', token, expiresAt: '2026-12-01' },
})

describe('a mail', () => {
  it('is plain text with one whole link below PUBLIC_URL', () => {
    expect(writeMail(invitation('Nobody Alone'), publicUrl)).toEqual({
      subject: 'You are invited to keep the listings of Nobody Alone',
      text: expect.stringContaining(`\n\n${publicUrl}/v1/sign-in/invitations/${token}\n\n`),
    })
  })

  it('says until when the link works, and what happens without it', () => {
    const { text = '' } = writeMail(invitation(null), publicUrl) ?? {}
    expect(text).toContain('until the end of 2026-12-01 (UTC)')
    expect(text).toContain('nothing happens')
  })

  it('lists what is due, the first to vanish first', () => {
    const content: MailContent = {
      template: 'checks_due',
      data: {
        organisation: 'Nobody Alone',
        due: [{ name: 'Chat', slug: 'chat', day: '2026-12-05' }],
        hidden: [{ name: 'Line', slug: 'line', day: '2026-12-04' }],
      },
    }
    const { subject, text } = writeMail(content, publicUrl) ?? { subject: '', text: '' }
    expect(subject).toMatch(/will not be shown any more/)
    expect(text.indexOf('2026-12-04  Line')).toBeLessThan(text.indexOf('2026-12-05  Chat'))
    expect(text).toContain(`${publicUrl}/v1/console/listings/line\n`)
  })

  it('says what came of looking at links, a line each', () => {
    const links = ['https://help.example.org/chat answers with an error (404)', 'https://help.example.org/ leads to another domain (example.net)']
    const { subject, text } = writeMail({ template: 'links_dead', data: { listing: 'Chat', slug: 'chat', links } }, publicUrl) ?? { subject: '', text: '' }
    expect(subject).toBe('Links of Chat do not work')
    expect(text).toContain(`\n${links.map((line) => `  ${line}\n`).join('')}\n`)
    expect(text).toContain(`${publicUrl}/v1/console/listings/chat\n`)
  })

  it('whose link was taken away is not written', () => {
    expect(writeMail({ template: 'account_recovery', data: { token: null, expiresAt: '2026-12-01' } }, publicUrl)).toBeNull()
  })

  it('has short lines, but for links', () => {
    const { text = '' } = writeMail({ template: 'contact_address_changed', data: { organisation: 'A '.repeat(90), address: 'new' } }, publicUrl) ?? {}
    expect(text.split('\n').filter((line) => line.length > 76)).toEqual([])
  })

  it('has no HTML, and nothing that tells who opened it', () => {
    for (const write of Object.values(english)) expect(String(write)).not.toMatch(/<[a-z]+[ >]|utm_|pixel/i)
  })
})

describe('a name in a mail', () => {
  it.each([
    ['a line end', 'Help\r\nBcc: all@example.org', 'Help Bcc: all@example.org'],
    ['a turned direction', 'moc.elpmaxe\u202eexample.com', 'moc.elpmaxe example.com'],
    ['an invisible character', 'Chi\u200bld\u2060li\u00adne', 'Chi ld li ne'],
    ['a line separator', 'a\u2028b\u2029c\u0085d', 'a b c d'],
    ['half a character', 'a\ud800b', 'a b'],
  ])('with %s is one line that is what it looks like', (_what, name, cleaned) => {
    const { subject, text } = writeMail(invitation(name), publicUrl) ?? { subject: '', text: '' }
    expect(subject).toBe(`You are invited to keep the listings of ${cleaned}`)
    expect(text).not.toContain(name)
  })

  it('is one readable line of bounded length, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (name) => {
        const line = cleanLine(name)
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u)
        expect(line.length).toBeLessThanOrEqual(200)
        expect(cleanLine(line)).toBe(line)
      }),
    )
  })
})
