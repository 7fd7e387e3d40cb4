import { visit } from 'jsonc-parser'

export type ReadJson =
  | { value: unknown; repeated: readonly string[] }
  /** Line and column count from 1; null where the text is nested too deeply to look for the place. */
  | { broken: Place | null }

type Place = { line: number; column: number }

/** Deeper than anything that is sent here, and so refused by its reader anyhow: the visitor calls itself at each level. */
const deepest = 100

/**
 * Reads JSON (RFC 8259) and tells what `JSON.parse` does not: where it breaks, and which names stand twice in the outermost
 * object. Of those `JSON.parse` would keep the last in silence. A byte order mark is skipped.
 */
export function readJson(sent: string): ReadJson {
  const text = sent.startsWith('\ufeff') ? sent.slice(1) : sent
  const { repeated, broken } = depthOf(text) > deepest ? { repeated: [], broken: null } : inspect(text)
  try {
    return { value: JSON.parse(text) as unknown, repeated }
  } catch (error) {
    if (error instanceof SyntaxError) return { broken }
    throw error
  }
}

/** In one pass: a pattern for texts would begin anew at each quotation mark of a text that never ends. */
function depthOf(text: string): number {
  let level = 0
  let depth = 0
  let inText = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (inText) {
      if (sign === '\\') at += 1
      else if (sign === '"') inText = false
    } else if (sign === '"') inText = true
    else if (sign === '[' || sign === '{') depth = Math.max(depth, (level += 1))
    else if (sign === ']' || sign === '}') level -= 1
  }
  return depth
}

function inspect(text: string): { repeated: readonly string[]; broken: Place | null } {
  const names = new Set<string>()
  const repeated = new Set<string>()
  let broken: Place | null = null
  visit(
    text,
    {
      onObjectProperty: (name, _offset, _length, _line, _character, pathOf) => {
        if (pathOf().length > 0) return
        if (names.has(name)) repeated.add(name)
        names.add(name)
      },
      onError: (_code, _offset, _length, line, character) => {
        broken ??= { line: line + 1, column: character + 1 }
      },
    },
    { disallowComments: true },
  )
  return { repeated: [...repeated], broken }
}
