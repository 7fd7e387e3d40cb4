import { describe, expect, it } from 'vitest'
import { ownDomain } from '../../../src/directory/claim/own-domain.ts'

describe('an address of somebody’s own', () => {
  it.each([
    ['office@ngo.example.org', 'example.org'],
    ['Office@NGO.Example.ORG', 'example.org'],
    ['a@example.co.uk', 'example.co.uk'],
    ['https://www.example.org/help?x=1', 'example.org'],
    ['https://chat.example.org:8443/', 'example.org'],
    ['a@bücher.de', 'xn--bcher-kva.de'],
    ['https://xn--bcher-kva.de/', 'xn--bcher-kva.de'],
    ['a@met.police.uk', 'met.police.uk'],
  ])('%s is of %s', (address, domain) => {
    expect(ownDomain(address)).toBe(domain)
  })
})

describe('an address that proves nothing', () => {
  it.each([
    'somebody@gmail.com',
    'somebody@web.de',
    'somebody@yahoo.co.uk',
    'somebody@yahoo.com.br',
    'https://www.facebook.com/ngo',
    'https://sites.google.com/view/ngo',
    'https://docs.google.co.ke/forms',
    'https://ngo.blogspot.com/',
    'https://ngo.blogspot.co.ke/',
    'https://ngo.wordpress.com/',
    'https://ngo.github.io/',
    'https://ngo.netlify.app/',
    'https://ngo.wixsite.com/home',
    'https://t.me/ngo',
    'a@github.io',
    'a@co.uk',
    'a@localhost',
    'a@intranet.internal',
    'a@192.0.2.1',
    'https://[2001:db8::1]/',
    'nothing',
    '',
  ])('%s', (address) => {
    expect(ownDomain(address)).toBeNull()
  })
})
