import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page, Request } from 'playwright-core'
import { expect } from 'vitest'

/** WCAG 2.2, levels A and AA: every rule that a program can check, without exception. */
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export type WatchedPage = {
  page: Page
  /** Everything that the page asked for. */
  requests: Request[]
  /** What the browser complained of. */
  complaints: string[]
  /** What keeps it from being usable by everybody. */
  violations: () => Promise<string[]>
}

/** A page in a browser of its own, of which everything is written down that it asks for. */
export async function openPage(browser: Browser): Promise<WatchedPage> {
  const page = await (await browser.newContext()).newPage()
  const requests: Request[] = []
  const complaints: string[] = []
  page.on('request', (request) => requests.push(request))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return {
    page,
    requests,
    complaints,
    async violations() {
      const found = await new AxeBuilder({ page }).withTags(standard).analyze()
      expect(found.passes.length).toBeGreaterThan(10)
      return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    },
  }
}
