/** What could begin a new header, hide a part of a name or turn its direction: control characters, line ends, invisible marks. */
const disguising = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu

const longest = 200

/** A fact as one line that is what it looks like. Each place where something was taken out becomes a space. */
export function cleanLine(text: string): string {
  const line = text.replace(disguising, ' ').replace(/\s+/g, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`
}

/** All texts of the facts, cleaned: names come from people whom the reader of the mail need not trust. */
export function cleanFacts<Facts>(facts: Facts): Facts {
  if (typeof facts === 'string') return cleanLine(facts) as Facts
  if (Array.isArray(facts)) return facts.map((entry: unknown) => cleanFacts(entry)) as Facts
  if (typeof facts !== 'object' || facts === null) return facts
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, cleanFacts<unknown>(value)])) as Facts
}
