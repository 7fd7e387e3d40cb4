import { remember } from '../lib/remember.ts'

/** True when the zone can be used; the runtime's own list lacks valid names, so a formatter is the test. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*$/.test(name) && formatterTakes(name)
}

/** Remembered: making a formatter is slow, and there are few zones. */
const formatterTakes = remember((name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
})

const trackingParameters = /^(?:utm_.*|fbclid|gclid|dclid|msclkid|mc_eid|igshid|yclid)$/i

/** Hosts that only forward: they hide the real address, see every visitor and can be turned elsewhere at any time. */
const redirectors = new Set([
  'bit.ly',
  'tinyurl.com',
  't.co',
  'goo.gl',
  'ow.ly',
  'is.gd',
  'buff.ly',
  'cutt.ly',
  'rebrand.ly',
  'rb.gy',
  'lnkd.in',
  'linktr.ee',
  't.ly',
  'shorturl.at',
  'tiny.cc',
])

/** Hosts of map services: a place on a map can lead a violent person to a shelter. */
const mapHosts = /(?:^|\.)(?:maps\.google\.[a-z.]+|maps\.app\.goo\.gl|openstreetmap\.org|maps\.apple\.com|waze\.com)$/

/** Why a web address may not be offered to anyone seeking help; `null` when it may: https, no redirector, tracking or map. */
export function webAddressFault(text: string): string | null {
  if (!URL.canParse(text)) return 'is not a web address'
  const url = new URL(text)
  if (url.protocol !== 'https:') return 'is not an https address'
  if (url.username !== '' || url.password !== '') return 'carries a user name or password'
  const host = url.hostname.replace(/^www\./, '')
  if (redirectors.has(host)) return 'leads through a link shortener'
  if (mapHosts.test(host) || (/(?:^|\.)google\.[a-z.]+$/.test(host) && url.pathname.startsWith('/maps'))) return 'is a map link'
  for (const parameter of url.searchParams.keys()) {
    if (trackingParameters.test(parameter)) return `carries the tracking parameter ${parameter}`
  }
  return null
}
