/** An address that its owner recognises, and nobody else learns: `m•••@example.org`. */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@')
  const [first = ''] = email
  return `${at > 0 ? first : ''}•••${email.slice(at)}`
}
