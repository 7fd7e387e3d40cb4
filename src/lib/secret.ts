import { createHash, randomBytes } from 'node:crypto'

/** A secret for a link: 256 random bits as base64url, 43 characters. Nobody guesses it, so that its plain digest may be kept. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in hex: what is kept of a secret, which cannot be had back from it. Only for secrets that nobody guesses; never for passwords. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
