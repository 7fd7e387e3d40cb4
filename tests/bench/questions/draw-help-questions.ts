import { ageBands, situations } from '../../../src/help/vocabulary.ts'
import type { Sample } from './read-sample.ts'

/**
 * Addresses of `GET /v1/help` as platforms ask: a country, an age band, a situation, a language.
 *
 * @param asked every address drawn is noted here, and none that is here is drawn
 */
export function drawHelpQuestions(sample: Sample, count: number, draw: (below: number) => number, asked: Set<string>): string[] {
  const one = (values: readonly string[]) => values[draw(values.length)] ?? ''
  return Array.from({ length: count }, () => {
    for (;;) {
      const query = new URLSearchParams({
        country: one(sample.countries),
        locale: one(sample.locales),
        ageBand: one(ageBands),
        situation: one(situations),
      })
      const url = `/v1/help?${query.toString()}`
      if (asked.has(url)) continue
      asked.add(url)
      return url
    }
  })
}
