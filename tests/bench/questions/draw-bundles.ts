import type { Sample } from './read-sample.ts'

/**
 * Addresses of `GET /v1/bundles/{country}`, each in one language.
 *
 * @param asked every address drawn is noted here, and none that is here is drawn
 */
export function drawBundles(sample: Sample, count: number, draw: (below: number) => number, asked: Set<string>): string[] {
  const one = (values: readonly string[]) => values[draw(values.length)] ?? ''
  return Array.from({ length: count }, () => {
    for (;;) {
      const url = `/v1/bundles/${one(sample.countries)}?locale=${one(sample.locales)}`
      if (asked.has(url)) continue
      asked.add(url)
      return url
    }
  })
}
