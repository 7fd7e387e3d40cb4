import { kinds } from '../../../src/help/vocabulary.ts'
import type { Sample } from './read-sample.ts'

/**
 * Addresses of `GET /v1/listings` without words to search for: catalogue pages of a country, mostly of one kind.
 *
 * @param asked every address drawn is noted here, and none that is here is drawn
 */
export function drawListingQuestions(sample: Sample, count: number, draw: (below: number) => number, asked: Set<string>): string[] {
  const one = (values: readonly string[]) => values[draw(values.length)] ?? ''
  return Array.from({ length: count }, () => {
    for (;;) {
      const query = new URLSearchParams({ country: one(sample.countries), locale: one(sample.locales) })
      if (draw(3) > 0) query.set('kind', one(kinds))
      if (draw(3) === 0) query.set('limit', String(5 + draw(46)))
      const url = `/v1/listings?${query.toString()}`
      if (asked.has(url)) continue
      asked.add(url)
      return url
    }
  })
}
