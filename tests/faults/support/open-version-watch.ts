/** What a node had shown when a question was sent to it. */
export type Seen = { source: string; floor: number; life: number; history: number; clock: number }

type State = { highest: number; life: number; history: number; versions: Set<number> }

export type VersionWatch = {
  /** @param isOrdered false for a proxy, which asks one node after the other, of which one may be behind */
  begin: (source: string, isOrdered: boolean) => Seen
  /** `unsure`: the node was started, the database set back or the clock changed since the question was sent: nobody knows which it is of. */
  see: (seen: Seen, version: number) => 'forward' | 'backward' | 'unsure'
  startedAgain: (source: string) => void
  setBack: () => void
  clockChanges: () => void
  clockIsSet: () => void
  historyOf: (source: string) => number
  lastHistory: () => number
  mostSkipped: () => number
}

/** Watches that no node shows an older version to a question that was sent after it had shown a newer one. */
export function openVersionWatch(): VersionWatch {
  const states = new Map<string, State>()
  let histories = 0
  /** Odd while the clock is being changed. */
  let clock = 0
  const stateOf = (source: string): State => {
    const known = states.get(source)
    if (known !== undefined) return known
    const state: State = { highest: 0, life: 0, history: histories, versions: new Set() }
    states.set(source, state)
    return state
  }
  return {
    begin(source, isOrdered) {
      const { highest, life, history } = stateOf(source)
      return { source, floor: isOrdered ? highest : 0, life, history, clock }
    },
    see({ source, floor, life, history, clock: clockThen }, version) {
      const state = stateOf(source)
      if (state.life !== life || state.history !== history) return 'unsure'
      if (version < floor && state.history < histories) {
        Object.assign(state, { highest: version, history: histories, versions: new Set([version]) })
        return 'forward'
      }
      if (version < floor) return 'backward'
      state.highest = Math.max(state.highest, version)
      state.versions.add(version)
      return clockThen === clock && clock % 2 === 0 ? 'forward' : 'unsure'
    },
    startedAgain(source) {
      const state = stateOf(source)
      Object.assign(state, { highest: 0, life: state.life + 1 })
    },
    setBack: () => void (histories += 1),
    clockChanges: () => void (clock += 1),
    clockIsSet: () => void (clock += 1),
    historyOf: (source) => stateOf(source).history,
    lastHistory: () => histories,
    mostSkipped: () =>
      Math.max(0, ...[...states.values()].map(({ versions }) => (versions.size === 0 ? 0 : Math.max(...versions) - Math.min(...versions) + 1 - versions.size))),
  }
}
