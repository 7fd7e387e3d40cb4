export type CookieNames = {
  /** `__Host-`: no other host, and no other path, can set or overwrite it (RFC 6265bis, 4.1.3.2). Browsers take it over https only. */
  prefix: '__Host-' | ''
  secure: boolean
  session: string
  device: string
  /** Of a sign-in that waits for its code. */
  waiting: string
  /** Of a second factor that is being set up. */
  enrolment: string
}

/** What the cookies are called. On plain http, as in the first minute on one's own machine, browsers refuse the safe names. */
export function cookieNames(publicUrl: string): CookieNames {
  const secure = publicUrl.startsWith('https:')
  const prefix = secure ? '__Host-' : ''
  return {
    prefix,
    secure,
    session: `${prefix}directory-session`,
    device: `${prefix}directory-device`,
    waiting: `${prefix}directory.two_factor`,
    enrolment: `${prefix}directory-enrolment`,
  }
}
