import type { OpenState } from './choice.ts'
import { alwaysOpen, computeOpen, neverKnown } from './compute-open.ts'
import type { OpenPeriod } from './compute-open.ts'
import type { Channel } from './listing-content.ts'
import { intersectPeriods, rememberWhileValid } from './period.ts'

const weeklyChannelOpen = rememberWhileValid((channel: Channel, timeZone: string | null, now) => computeOpen(channel.hours, timeZone, now))

/** `computeOpen` for a channel in a time zone, remembered until its next change where it has any: it is costly to compute and holds for hours. */
export function channelOpen(channel: Channel, timeZone: string | null, now: Date): OpenPeriod {
  return channel.hours.mode === 'weekly' ? weeklyChannelOpen(channel, timeZone, now) : computeOpen(channel.hours, timeZone, now)
}

/** Changes of single channels that are looked through for one that changes the listing. */
const mostChanges = 20

/**
 * Open when any channel is; closed only when all are; otherwise unknown. The next change is that of the whole listing:
 * a chat that closes beside a line that never does changes nothing. Remembered for a list of channels, as `channelOpen`.
 */
export function listingOpen(channels: readonly Channel[], timeZone: string | null, now: Date): OpenPeriod {
  let isAlways = false
  for (const { hours } of channels) {
    if (hours.mode === 'weekly') return weeklyListingOpen(channels, timeZone, now)
    if (hours.mode === 'always') isAlways = true
  }
  return isAlways ? alwaysOpen : neverKnown
}

const weeklyListingOpen = rememberWhileValid((channels: readonly Channel[], timeZone: string | null, now): OpenPeriod => {
  const states = channels.map((channel) => channelOpen(channel, timeZone, now))
  const openNow = combine(states)
  const period = intersectPeriods(states)
  let change = period.until
  for (let looked = 0; change !== null && looked < mostChanges; looked += 1) {
    const at = new Date(change)
    const then = channels.map((channel) => computeOpen(channel.hours, timeZone, at))
    if (combine(then) !== openNow) return { openNow, nextChange: at, ...period }
    change = intersectPeriods(then).until
  }
  return { openNow, nextChange: null, ...period }
})

function combine(states: readonly OpenState[]): boolean | null {
  if (states.some((state) => state.openNow === true)) return true
  return states.length > 0 && states.every((state) => state.openNow === false) ? false : null
}
