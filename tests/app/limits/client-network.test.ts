import type { IncomingMessage } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'
import { describe, expect, it } from 'vitest'
import { clientNetwork } from '../../../src/app/limits/client-network.ts'

const requestFrom = (remoteAddress: string | undefined, forwardedFor?: string) =>
  ({ socket: { remoteAddress }, headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor } }) as IncomingMessage

const trust = (...proxies: string[]) => proxyAddress.compile(proxies)

describe('without trusted proxies', () => {
  it('is the address of the connection, whatever the caller says', () => {
    expect(clientNetwork(requestFrom('198.51.100.7', '203.0.113.1'), null)).toBe('198.51.100.7')
  })

  it('is nothing when the connection is gone', () => {
    expect(clientNetwork(requestFrom(undefined, '203.0.113.1'), null)).toBe(null)
    expect(clientNetwork(requestFrom(undefined, '203.0.113.1'), trust('loopback'))).toBe(null)
  })
})

describe('with trusted proxies', () => {
  it.each([
    ['127.0.0.1', '203.0.113.1', '203.0.113.1'],
    ['127.0.0.1', '192.0.2.66, 203.0.113.1', '203.0.113.1'],
    ['127.0.0.1', '192.0.2.66, 203.0.113.1, 10.0.0.9', '203.0.113.1'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['198.51.100.7', '203.0.113.1', '198.51.100.7'],
    ['::ffff:127.0.0.1', '203.0.113.1', '203.0.113.1'],
  ])('%s that says %s speaks for %s', (address, forwardedFor, client) => {
    expect(clientNetwork(requestFrom(address, forwardedFor), trust('loopback', '10.0.0.0/8'))).toBe(client)
  })

  it.each([
    ['203.0.113.1:49152', '203.0.113.1'],
    ['[2001:db8:1:2::5]:443', '2001:db8:1:2'],
    ['[2001:db8:1:2::5]', '2001:db8:1:2'],
    ['unknown', null],
    ['_hidden', null],
  ])('what a proxy writes as %s is %s', (written, client) => {
    expect(clientNetwork(requestFrom('127.0.0.1', `192.0.2.66, ${written}`), trust('loopback'))).toBe(client)
  })
})

describe('one network has one spelling', () => {
  it.each([
    ['::ffff:203.0.113.1', '203.0.113.1'],
    ['::ffff:cb00:7101', '203.0.113.1'],
    ['64:ff9b::203.0.113.1', '203.0.113.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::1', '2001:db8:1:2'],
    ['2001:db8:1:3::1', '2001:db8:1:3'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is %s', (address, network) => {
    expect(clientNetwork(requestFrom(address), null)).toBe(network)
  })
})
