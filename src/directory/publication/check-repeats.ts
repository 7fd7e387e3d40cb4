import type { PublicationFinding } from './finding.ts'

/** Lists of words in which one stands twice: everybody who asks would be sent all of them. */
export function checkRepeats(content: unknown, pointer = ''): PublicationFinding[] {
  if (typeof content !== 'object' || content === null) return []
  if (Array.isArray(content) && content.every((entry) => typeof entry === 'string')) {
    return new Set(content).size === content.length ? [] : [{ pointer, code: 'repeated', detail: 'names something twice' }]
  }
  return Object.entries(content).flatMap(([name, value]) => checkRepeats(value, `${pointer}/${name}`))
}
