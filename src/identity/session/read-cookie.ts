/** The value of a cookie (RFC 6265, 4.2.1); null when it is not there or cannot be read. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at === -1 || part.slice(0, at).trim() !== name) continue
    return decode(part.slice(at + 1).trim())
  }
  return null
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch (error) {
    // No value of ours: percent signs that are not UTF-8.
    if (error instanceof URIError) return null
    throw error
  }
}
