import type { Direction } from './choice.ts'
import { parseTag } from './parse-tag.ts'

const rightToLeftScripts: ReadonlySet<string> = new Set(
  ['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi'],
)

/** Writing direction of a language tag, from its most likely script. */
export function textDirection(locale: string): Direction {
  return rightToLeftScripts.has(parseTag(locale).script) ? 'rtl' : 'ltr'
}
