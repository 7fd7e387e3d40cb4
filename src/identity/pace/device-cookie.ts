import { randomBytes, timingSafeEqual } from 'node:crypto'
import { readCookie } from '../session/read-cookie.ts'
import type { CookieNames } from '../session/cookie-names.ts'
import { writeCookie } from '../session/write-cookie.ts'
import { paceKey } from './pace-key.ts'

/** Seconds for which a browser is known after somebody signed in with it. */
const lifetime = 365 * 24 * 60 * 60

/**
 * A browser in which the owner of this address signed in before (OWASP, “device cookies”). What others try with the address
 * elsewhere does not slow it down.
 *
 * @returns its number; null for a browser that is not known
 */
export function readDevice(cookie: string | undefined, names: CookieNames, secret: string, email: string): string | null {
  const [device = '', proof = ''] = (readCookie(cookie, names.device) ?? '').split('.')
  if (device === '') return null
  const wanted = Buffer.from(paceKey(secret, 'cookie', email, device))
  const given = Buffer.from(proof)
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? device : null
}

/** The cookie that makes a browser known. */
export function deviceCookie(names: CookieNames, secret: string, email: string): string {
  const device = randomBytes(16).toString('base64url')
  return writeCookie(names, names.device, `${device}.${paceKey(secret, 'cookie', email, device)}`, lifetime)
}
