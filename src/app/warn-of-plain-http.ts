import type { Logger } from 'pino'
import type { Config } from './config.ts'

/**
 * Says at the start that people will sign in over plain http, where it is not to this machine alone: whoever is on the way reads their
 * passwords and takes their sessions. No refusal, because a network may be protected in another way.
 */
export function warnOfPlainHttp({ publicUrl }: Pick<Config, 'publicUrl'>, log: Pick<Logger, 'warn'>): void {
  if (publicUrl === null) return
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'https:' || isThisMachine(hostname)) return
  log.warn(
    `PUBLIC_URL is ${publicUrl}: with http, passwords and the cookies of those who sign in travel unprotected. ` +
      'Let a proxy answer https, and set PUBLIC_URL to the address with https.',
  )
}

/** RFC 6761 (6.3), RFC 1122 (3.2.1.3), RFC 4291 (2.5.3); as `URL` writes addresses. */
function isThisMachine(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '')
  return name === 'localhost' || name.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(name) || name === '[::1]'
}
