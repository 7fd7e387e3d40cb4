const widest = 130

/** Below this depth entries share lines; above it, where a file has its titles and reasons, each has its own. */
const deep = 4

/** JSON that people can read and compare without a file of a hundred thousand lines: short things stand together in one. */
export function printJson(value: unknown): string {
  return `${print(value, 1, 0)}\n`
}

/** @param used characters that stand in the line already */
function print(value: unknown, depth: number, used: number): string {
  const inline = printInline(value)
  // One more for the comma after it.
  if (value === null || typeof value !== 'object' || used + inline.length + 1 <= widest) return inline
  const indent = 2 * depth
  const entries = Array.isArray(value)
    ? value.map((entry: unknown) => print(entry, depth + 1, indent))
    : Object.entries(value).map(([key, entry]) => {
        const name = `${JSON.stringify(key)}: `
        return name + print(entry, depth + 1, indent + name.length)
      })
  const lines = depth < deep ? entries : fillLines(entries, widest - indent - 1)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return `${open}\n${lines.map((line) => ' '.repeat(indent) + line).join(',\n')}\n${' '.repeat(indent - 2)}${close}`
}

function fillLines(entries: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    const fits = last !== undefined && !last.includes('\n') && !entry.includes('\n') && last.length + entry.length + 2 <= width
    if (fits) lines[lines.length - 1] = `${last}, ${entry}`
    else lines.push(entry)
  }
  return lines
}

function printInline(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(printInline).join(', ')}]`
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${printInline(entry)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}
