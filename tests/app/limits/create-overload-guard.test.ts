import { describe, expect, it } from 'vitest'
import { createOverloadGuard } from '../../../src/app/limits/create-overload-guard.ts'
import { manualPace } from '../../support/manual-pace.ts'

function guardAt() {
  const pace = manualPace()
  return { pace, guard: createOverloadGuard(pace) }
}

describe('a process that keeps up', () => {
  it('refuses nothing', () => {
    const { pace, guard } = guardAt()
    for (let times = 0; times < 50; times++) {
      pace.pass(99)
      expect(guard.refuses()).toBe(false)
    }
  })

  it('refuses nothing because of one pause, however long', () => {
    const { pace, guard } = guardAt()
    pace.pass(1000)
    pace.hang(3_600_000)
    expect(guard.refuses()).toBe(false)
    pace.pass(0)
    for (let times = 0; times < 10; times++) {
      expect(guard.refuses()).toBe(false)
      pace.pass(100)
    }
  })
})

describe('a process that falls behind', () => {
  it('refuses when its timers are late again and again, and no longer once they are not', () => {
    const { pace, guard } = guardAt()
    pace.pass(1000)
    for (let times = 0; times < 5; times++) {
      pace.hang(500)
      pace.pass(0)
    }
    expect(guard.refuses()).toBe(true)
    pace.pass(300)
    expect(guard.refuses()).toBe(false)
  })

  it('refuses already within the second turn that is too long', () => {
    const { pace, guard } = guardAt()
    pace.pass(1000)
    pace.hang(1200)
    pace.pass(0)
    expect(guard.refuses()).toBe(false)
    pace.hang(300)
    expect(guard.refuses()).toBe(false)
    pace.hang(300)
    expect(guard.refuses()).toBe(true)
  })

  it('does not refuse while the lateness is small', () => {
    const { pace, guard } = guardAt()
    for (let times = 0; times < 20; times++) {
      pace.hang(340)
      pace.pass(0)
      expect(guard.refuses()).toBe(false)
    }
  })
})

describe('too many answers at once', () => {
  it('are refused until some are made', () => {
    const { guard } = guardAt()
    for (let times = 0; times < 200; times++) guard.began()
    expect(guard.refuses()).toBe(true)
    guard.ended()
    expect(guard.refuses()).toBe(false)
  })
})

describe('those refused', () => {
  it('come back after one to three seconds, not all at the same time', () => {
    const { guard } = guardAt()
    expect(new Set(Array.from({ length: 200 }, () => guard.retryAfter()))).toEqual(new Set([1, 2, 3]))
  })
})

describe('a guard that is closed', () => {
  it('keeps no timer', () => {
    const { pace, guard } = guardAt()
    guard.close()
    expect(() => pace.pass(1000)).not.toThrow()
    pace.hang(1_000_000)
    expect(guard.refuses()).toBe(false)
  })
})
