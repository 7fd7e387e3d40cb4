/** Time, as the guards see it. Tests bring their own. */
export type Pace = {
  /** Milliseconds of a clock that never goes back. */
  now(): number
  /** Calls again and again, and keeps no process alive for it. */
  every(ms: number, call: () => void): { stop(): void }
  /** Calls once, when everything that had arrived when this turn of the event loop began has been handled. */
  afterTurn(call: () => void): void
}

export const realPace: Pace = {
  now: () => performance.now(),
  every(ms, call) {
    const timer = setInterval(call, ms).unref()
    return { stop: () => clearInterval(timer) }
  },
  afterTurn: (call) => void setImmediate(call),
}
