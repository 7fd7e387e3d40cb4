/**
 * The headers of every file, in the form that several hosts of static files read (`_headers`); for others it says what to set.
 */
export function printHeaders(headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`)
  return ['/v1/*', '/manifest.json'].map((path) => `${path}\n${lines.join('')}`).join('\n')
}
