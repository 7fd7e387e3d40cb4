import { describe, expect, it } from 'vitest'
import { createOverloadGuard } from '../../../src/app/limits/create-overload-guard.ts'
import { manualPace } from '../../support/manual-pace.ts'

/** A guard on a time that the test sets, and what becomes of those who ask it. */
function guardAt() {
  const pace = manualPace()
  const guard = createOverloadGuard(pace)
  const admitted: string[] = []
  const refused: string[] = []
  /** Asks for an answer that takes so many milliseconds to make. */
  const ask = (name: string, ms = 0, isMadeAtOnce = true) =>
    guard.admit((isAdmitted) => {
      ;(isAdmitted ? admitted : refused).push(name)
      if (!isAdmitted) return
      pace.hang(ms)
      if (isMadeAtOnce) guard.ended()
    })
  return { pace, guard, admitted, refused, ask }
}

const names = (count: number) => Array.from({ length: count }, (_, index) => String(index))

describe('a process that keeps up', () => {
  it('computes at once', () => {
    const { ask, admitted, pace } = guardAt()
    for (const name of names(50)) {
      ask(name, 9)
      pace.pass(1)
    }
    expect(admitted).toEqual(names(50))
  })

  it('refuses nothing because of one pause, however long', () => {
    const { pace, ask, refused } = guardAt()
    pace.pass(1000)
    pace.hang(3_600_000)
    pace.pass(0)
    for (const name of names(10)) {
      ask(name)
      pace.pass(100)
    }
    expect(refused).toEqual([])
  })
})

describe('more than can be computed in one turn of the event loop', () => {
  it('waits for the next ones, in the order in which it was asked, and what a turn has spent counts for all of it', () => {
    const { pace, ask, admitted, refused } = guardAt()
    for (const name of names(10)) ask(name, 4)
    expect(admitted).toEqual(names(2))
    pace.pass(0)
    expect(admitted).toEqual(names(2))
    pace.pass(0)
    expect(admitted).toEqual(names(4))
    ask('late', 4)
    expect(admitted).toEqual(names(4))
    for (let turn = 0; turn < 4; turn++) pace.pass(0)
    expect(admitted).toEqual([...names(10), 'late'])
    expect(refused).toEqual([])
  })

  it('is refused when it has waited for half a second, and who comes then is answered', () => {
    const { pace, ask, admitted, refused } = guardAt()
    for (const name of names(10)) ask(name, 200)
    expect(admitted).toEqual(['0'])
    for (let turn = 0; turn < 9; turn++) pace.pass(0)
    expect(admitted).toEqual(['0', '1', '2', '3'])
    expect(refused).toEqual(['4', '5', '6', '7', '8', '9'])
    ask('next', 200)
    expect(admitted).toContain('next')
  })

  it('is refused at once when a thousand wait already', () => {
    const { ask, refused } = guardAt()
    ask('first', 10)
    for (const name of names(1000)) ask(name)
    expect(refused).toEqual([])
    ask('one too many')
    expect(refused).toEqual(['one too many'])
  })
})

describe('a machine that has too little left for the process', () => {
  it('is noticed when timers are late again and again, and forgotten once they are not', () => {
    const { pace, ask, refused } = guardAt()
    pace.pass(1000)
    for (let times = 0; times < 5; times++) {
      pace.hang(800)
      pace.pass(0)
    }
    ask('then')
    expect(refused).toEqual(['then'])
    pace.pass(300)
    ask('later')
    expect(refused).toEqual(['then'])
  })

  it('is not seen in small delays', () => {
    const { pace, ask, refused } = guardAt()
    for (const name of names(20)) {
      pace.hang(590)
      pace.pass(0)
      ask(name)
    }
    expect(refused).toEqual([])
  })
})

describe('too many answers that are being made', () => {
  it('let no other begin until some are made', () => {
    const { guard, ask, refused, admitted } = guardAt()
    for (const name of names(200)) ask(name, 0, false)
    expect(admitted).toHaveLength(200)
    ask('one too many')
    expect(refused).toEqual(['one too many'])
    guard.ended()
    ask('next')
    expect(admitted).toContain('next')
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
    const { pace, guard, ask, refused } = guardAt()
    guard.close()
    for (let times = 0; times < 5; times++) {
      pace.hang(1000)
      pace.pass(0)
    }
    ask('then')
    expect(refused).toEqual([])
  })
})
