/**
 * What is shown of an answer, completed so that it can be compared with the real one: lists are beginnings of lists, and `…` stands for
 * a value, or the end of a text, that is another one in each installation.
 */
export function shortened(shown: unknown, real: unknown): unknown {
  if (typeof shown === 'string' && shown.endsWith('…') && typeof real === 'string' && real.startsWith(shown.slice(0, -1))) return real
  if (Array.isArray(shown)) {
    const items: unknown[] = Array.isArray(real) ? real : []
    return [...shown.map((item, index) => shortened(item, items[index])), ...items.slice(shown.length)]
  }
  if (typeof shown === 'object' && shown !== null) {
    return Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, shortened(value, (real as Record<string, unknown> | null)?.[key])]))
  }
  return shown
}
