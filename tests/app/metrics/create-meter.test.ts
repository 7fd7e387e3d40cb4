import { describe, expect, it } from 'vitest'
import { bucketsMs, createMeter } from '../../../src/app/metrics/create-meter.ts'

describe('a meter', () => {
  it('counts answers by route, method, status and way', () => {
    const meter = createMeter()
    const help = meter.route('/v1/help')
    help.kept('GET', 200, 0.02)
    help.kept('GET', 200, 0.02)
    help.kept('GET', 304, 0.02)
    help.kept('HEAD', 200, 0.02)
    help.kept('HEAD', 304, 0.02)
    help.computed('GET', 200, 3)
    help.computed('POST', 400, 3)
    help.computed('POST', 400, 3)
    meter.route(null).computed('GET', 404, 1)
    expect(meter.read().requests).toEqual([
      { route: '/v1/help', method: 'GET', status: 200, way: 'kept', count: 2 },
      { route: '/v1/help', method: 'GET', status: 304, way: 'kept', count: 1 },
      { route: '/v1/help', method: 'HEAD', status: 200, way: 'kept', count: 1 },
      { route: '/v1/help', method: 'HEAD', status: 304, way: 'kept', count: 1 },
      { route: '/v1/help', method: 'GET', status: 200, way: 'computed', count: 1 },
      { route: '/v1/help', method: 'POST', status: 400, way: 'computed', count: 2 },
      { route: 'none', method: 'GET', status: 404, way: 'computed', count: 1 },
    ])
  })

  it('has one meter for each route, and one name for all methods that it does not know', () => {
    const meter = createMeter()
    expect(meter.route('/v1/help')).toBe(meter.route('/v1/help'))
    for (const method of ['PURGE', 'zzsecretzz', 'DELETE']) meter.route('/v1/help').computed(method, 405, 1)
    expect(meter.read().requests).toEqual([{ route: '/v1/help', method: 'other', status: 405, way: 'computed', count: 3 }])
  })

  it('puts each time into the first bucket that it fits into, and whatever takes longer into the last', () => {
    const meter = createMeter()
    const route = meter.route('/v1/help')
    for (const bound of bucketsMs) {
      route.kept('GET', 200, bound)
      route.computed('GET', 200, bound + 0.001)
    }
    const [kept, computed] = meter.read().durations
    expect([...(kept?.durations.counts ?? [])]).toEqual([...bucketsMs.map(() => 1), 0])
    expect([...(computed?.durations.counts ?? [])]).toEqual([0, ...bucketsMs.map(() => 1)])
    expect(kept?.durations.sumMs).toBeCloseTo(bucketsMs.reduce((sum, bound) => sum + bound, 0))
  })

  it('counts what was turned away, by reason', () => {
    const meter = createMeter()
    meter.refused('rate_limit')
    meter.refused('overload')
    meter.refused('overload')
    meter.unreadable('timeout')
    expect(meter.read()).toMatchObject({
      refused: { rate_limit: 1, overload: 2, connections: 0 },
      unreadable: { malformed: 0, headers_too_large: 0, timeout: 1 },
    })
  })
})
