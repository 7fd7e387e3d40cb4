import type { Pace } from '../../src/app/limits/pace.ts'

/** Time that passes when a test says so. */
export type ManualPace = Pace & {
  /** Ends the turn of the event loop, and lets time pass with every call that is due in it. */
  pass(ms: number): void
  /** Lets time pass in which nothing is called and no turn of the event loop ends, as while the process is busy. */
  hang(ms: number): void
}

export function manualPace(): ManualPace {
  let now = 1000
  const turn: (() => void)[] = []
  const timers = new Set<{ ms: number; due: number; call: () => void }>()
  const callDue = () => {
    for (const timer of timers) {
      if (timer.due > now) continue
      timer.due = now + timer.ms
      timer.call()
    }
  }
  return {
    now: () => now,
    every(ms, call) {
      const timer = { ms, due: now + ms, call }
      timers.add(timer)
      return { stop: () => void timers.delete(timer) }
    },
    afterTurn: (call) => void turn.push(call),
    pass(ms) {
      for (const call of turn.splice(0)) call()
      const end = now + ms
      for (;;) {
        const next = Math.min(...[...timers].map(({ due }) => due))
        if (next > end) break
        now = Math.max(now, next)
        callDue()
      }
      now = end
    },
    hang: (ms) => void (now += ms),
  }
}
