import type { OpenState } from './choice.ts'
import { computeOpen } from './compute-open.ts'
import type { OpenPeriod } from './compute-open.ts'
import type { Channel } from './listing-content.ts'
import { intersectPeriods } from './period.ts'
import type { Period } from './period.ts'

type Remembered<State> = { timeZone: string | null; computedAt: number; state: State }

/** Hours are costly to compute and hold for hours, so the last state is remembered for each channel and list of channels. */
const channelStates = new WeakMap<Channel, Remembered<OpenPeriod>>()
const listingStates = new WeakMap<readonly Channel[], Remembered<OpenPeriod>>()

function stillHolds({ computedAt, state, ...last }: Remembered<Period>, timeZone: string | null, time: number): boolean {
  const begins = state.from?.getTime() ?? computedAt
  return last.timeZone === timeZone && begins <= time && (state.until === null || time < state.until.getTime())
}

/** `computeOpen` for a channel, remembered until its next change. */
export function channelOpen(channel: Channel, timeZone: string | null, now: Date): OpenPeriod {
  const last = channelStates.get(channel)
  if (last !== undefined && stillHolds(last, timeZone, now.getTime())) return last.state
  const state = computeOpen(channel.hours, timeZone, now)
  channelStates.set(channel, { timeZone, computedAt: now.getTime(), state })
  return state
}

/** Changes of single channels that are looked through for one that changes the listing. */
const mostChanges = 20

/**
 * Open when any channel is; closed only when all are; otherwise unknown. The next change is that of the whole listing:
 * a chat that closes beside a line that never does changes nothing.
 */
export function listingOpen(channels: readonly Channel[], timeZone: string | null, now: Date): OpenPeriod {
  const last = listingStates.get(channels)
  if (last !== undefined && stillHolds(last, timeZone, now.getTime())) return last.state
  const state = computeListingOpen(channels, timeZone, now)
  listingStates.set(channels, { timeZone, computedAt: now.getTime(), state })
  return state
}

function computeListingOpen(channels: readonly Channel[], timeZone: string | null, now: Date): OpenPeriod {
  const states = channels.map((channel) => channelOpen(channel, timeZone, now))
  const openNow = combine(states)
  const period = intersectPeriods(states)
  let change = period.until
  for (let looked = 0; change !== null && looked < mostChanges; looked += 1) {
    const at = change
    const then = channels.map((channel) => computeOpen(channel.hours, timeZone, at))
    if (combine(then) !== openNow) return { openNow, nextChange: at, ...period }
    change = intersectPeriods(then).until
  }
  return { openNow, nextChange: null, ...period }
}

function combine(states: readonly OpenState[]): boolean | null {
  if (states.some((state) => state.openNow === true)) return true
  return states.length > 0 && states.every((state) => state.openNow === false) ? false : null
}
