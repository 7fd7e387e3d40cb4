import { createHash } from 'node:crypto'

/** A strong entity tag (RFC 9110, 8.8.3): equal bytes have equal tags, and no others. */
export function entityTag(bytes: string | Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
}

/**
 * Whether an `If-None-Match` header names the tag. Compares weakly, as RFC 9110, 13.1.2 asks, because proxies that
 * compress an answer put `W/` before its tag.
 */
export function namesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((entry) => entry.trim().replace(/^W\//, '') === tag)
}
