import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** What scanners for leaked secrets look for: the beginning, 43 letters and digits for 256 random bits, 6 for their checksum. */
const form = /^csrd_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

/** A key for a machine. Shown once; what is kept is its digest. */
export function newApiKey(): string {
  const secret = inLetters(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)
  return `csrd_${secret}${checksum(secret)}`
}

/** Whether a text may be a key: a mistyped one, and one that somebody made up, is known without asking the database. */
export function isApiKey(text: string): boolean {
  const [, secret = '', given = ''] = form.exec(text) ?? []
  return secret !== '' && checksum(secret) === given
}

function checksum(secret: string): string {
  return inLetters(BigInt(crc32(secret)), 6)
}

function inLetters(number: bigint, length: number): string {
  let text = ''
  for (let rest = number; text.length < length; rest /= 62n) text = `${letters[Number(rest % 62n)] ?? ''}${text}`
  return text
}
