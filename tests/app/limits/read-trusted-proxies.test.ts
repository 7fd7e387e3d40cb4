import { describe, expect, it } from 'vitest'
import { readTrustedProxies } from '../../../src/app/limits/read-trusted-proxies.ts'

describe('trusted proxies', () => {
  it('are addresses, networks and names', () => {
    const text = 'loopback, 10.1.2.3,192.168.0.0/16 ,2001:db8::1, FC00::/7, uniquelocal,linklocal, 10.0.0.1/32'
    const proxies = ['loopback', '10.1.2.3', '192.168.0.0/16', '2001:db8::1', 'fc00::/7', 'uniquelocal', 'linklocal', '10.0.0.1/32']
    expect(readTrustedProxies(text)).toEqual({ proxies, faulty: [] })
  })

  it('are nobody when nothing is said', () => {
    expect(readTrustedProxies(' ')).toEqual({ proxies: [], faulty: [] })
  })

  it('that cannot be are all named by their place', () => {
    const text = 'loopback,proxy.example.org,10.0.0.0/33,,10.1,0.0.0.0/0,::/0,10.0.0.0/8/8,10.0.0.0/,127.0.0.1:80,2001:db8::/64,1.2.3.4/255.0.0.0'
    expect(readTrustedProxies(text).faulty).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 12])
  })
})
