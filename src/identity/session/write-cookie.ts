import type { CookieNames } from './cookie-names.ts'

/** A cookie of ours that scripts cannot read. @param seconds how long the browser keeps it; 0 makes it forget it */
export function writeCookie({ secure }: Pick<CookieNames, 'secure'>, name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`
}
