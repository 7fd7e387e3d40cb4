import { createHmac } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The six digits that an authenticator app shows (RFC 6238, 30 seconds, SHA-1), worked out without the library that checks them. */
export function totp(secret: string, at: Date = new Date()): string {
  const bits = Array.from(secret.replace(/=+$/, ''), (letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const start = (digest.at(-1) ?? 0) % 16
  return String((digest.readUInt32BE(start) % 2 ** 31) % 1_000_000).padStart(6, '0')
}
