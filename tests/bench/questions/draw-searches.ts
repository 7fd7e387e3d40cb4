import type { Sample } from './read-sample.ts'

/**
 * Addresses of `GET /v1/listings` with one or two words of the name of a service, one in five with a letter left out.
 *
 * @param asked every address drawn is noted here, and none that is here is drawn
 */
export function drawSearches(sample: Sample, count: number, draw: (below: number) => number, asked: Set<string>): string[] {
  const one = (values: readonly string[]) => values[draw(values.length)] ?? ''
  return Array.from({ length: count }, () => {
    for (;;) {
      const words = one(sample.names).match(/\p{L}{4,}/gu) ?? []
      if (words.length === 0) continue
      const typed = Array.from({ length: 1 + draw(2) }, () => mistype(one(words), draw)).join(' ')
      const query = new URLSearchParams({ q: typed, locale: one(sample.locales) })
      const url = `/v1/listings?${query.toString()}`
      if (asked.has(url)) continue
      asked.add(url)
      return url
    }
  })
}

function mistype(word: string, draw: (below: number) => number): string {
  if (draw(5) > 0 || word.length < 5) return word
  const letters = Array.from(word)
  letters.splice(1 + draw(letters.length - 1), 1)
  return letters.join('')
}
