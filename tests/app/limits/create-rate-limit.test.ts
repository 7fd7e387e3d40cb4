import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createRateLimit } from '../../../src/app/limits/create-rate-limit.ts'
import type { RateLimit } from '../../../src/app/limits/verdict.ts'

const requestFrom = (remoteAddress: string) => ({ socket: { remoteAddress }, headers: {} }) as IncomingMessage

/** A limit on a clock that the test sets. */
function limitAt(quota: number, trustedProxies: string[] = []) {
  let now = 5000
  const limit = createRateLimit({ rateLimitPerMinute: quota, trustedProxies }, () => now)
  if (limit === null) throw new Error('nothing is limited')
  return { limit, pass: (ms: number) => (now += ms) }
}

const refusals = (limit: RateLimit, address: string, times: number) =>
  Array.from({ length: times }, () => limit(requestFrom(address)).refused)

describe('a quota of 0', () => {
  it('limits nothing', () => {
    expect(createRateLimit({ rateLimitPerMinute: 0, trustedProxies: [] })).toBe(null)
  })
})

describe('a quota', () => {
  it('lets as many requests pass as it says, and no more until the minute is over', () => {
    const { limit, pass } = limitAt(3)
    expect(refusals(limit, '192.0.2.1', 5)).toEqual([false, false, false, true, true])
    pass(59_999)
    expect(refusals(limit, '192.0.2.1', 1)).toEqual([true])
    pass(1)
    expect(refusals(limit, '192.0.2.1', 4)).toEqual([false, false, false, true])
  })

  it('is for each network by itself, however its addresses are written', () => {
    const { limit } = limitAt(1)
    expect(refusals(limit, '192.0.2.1', 2)).toEqual([false, true])
    expect(refusals(limit, '192.0.2.2', 2)).toEqual([false, true])
    expect(refusals(limit, '::ffff:192.0.2.2', 1)).toEqual([true])
    expect(refusals(limit, '2001:db8::1', 1)).toEqual([false])
    expect(refusals(limit, '2001:db8::ffff', 1)).toEqual([true])
    expect(refusals(limit, '2001:db8:0:1::1', 1)).toEqual([false])
  })

  it('is told in the two fields of the draft, and where it is used up with the seconds until there is more', () => {
    const { limit, pass } = limitAt(2)
    expect(limit(requestFrom('192.0.2.1'))).toEqual({ refused: false, policy: '"default";q=2;w=60', state: '"default";r=1;t=60', retryAfter: 60 })
    pass(17_300)
    expect(limit(requestFrom('192.0.2.1'))).toMatchObject({ refused: false, state: '"default";r=0;t=43' })
    expect(limit(requestFrom('192.0.2.1'))).toMatchObject({ refused: true, state: '"default";r=0;t=43', retryAfter: 43 })
    pass(42_699)
    expect(limit(requestFrom('192.0.2.1'))).toMatchObject({ refused: true, retryAfter: 1 })
  })

  it('counts a request once, however often it is asked about', () => {
    const { limit } = limitAt(2)
    const request = requestFrom('192.0.2.1')
    expect([limit(request), limit(request), limit(request)].map(({ state }) => state)).toEqual(Array(3).fill('"default";r=1;t=60'))
    expect(refusals(limit, '192.0.2.1', 2)).toEqual([false, true])
  })

  it('counts the callers behind a trusted proxy one by one', () => {
    const { limit } = limitAt(1, ['loopback'])
    const through = (client: string) =>
      limit({ socket: { remoteAddress: '127.0.0.1' }, headers: { 'x-forwarded-for': client } } as unknown as IncomingMessage).refused
    expect([through('192.0.2.1'), through('192.0.2.1'), through('192.0.2.2')]).toEqual([false, true, false])
    expect(through('203.0.113.5, 192.0.2.1')).toBe(true)
  })
})

describe('a flood from more networks than can be counted', () => {
  it('takes no more memory, and those that were counted before stay limited', () => {
    const { limit } = limitAt(2)
    expect(refusals(limit, '192.0.2.1', 2)).toEqual([false, false])
    for (let index = 0; index < 100_000; index++) limit(requestFrom(`10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`))
    expect(refusals(limit, '192.0.2.1', 1)).toEqual([true])
    expect(refusals(limit, '192.0.2.200', 4)).toEqual([false, false, false, false])
  })
})
