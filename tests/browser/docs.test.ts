import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { problems } from '../../src/lib/problems.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'
import { openBrowser } from './open-browser.ts'
import { openPage } from './open-page.ts'
import type { WatchedPage } from './open-page.ts'
import description from '../../openapi/lookup.json' with { type: 'json' }

const server = useSeededServer()
let browser: Browser
let page: Page
let origin: string

let requests: WatchedPage['requests']
let complaints: WatchedPage['complaints']
let violations: WatchedPage['violations']

beforeAll(async () => {
  await bringToRelease(server.database.url)
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
  browser = await openBrowser()
  ;({ page, requests, complaints, violations } = await openPage(browser))
  await page.goto(origin)
})

afterAll(() => browser.close())

/** Their example is the secret of a link that nobody has. */
const ofMails: ReadonlySet<string> = new Set(['getClaim', 'confirmClaim'])

describe('/docs in a browser', () => {
  it('is where / leads, and has a title', async () => {
    expect(page.url()).toBe(`${origin}/docs`)
    expect(await page.title()).toBe('API reference · Child Safety Resource Directory')
  })

  it('links the description under the title, and shows every operation on the first screen', async () => {
    const linked = await page.locator('header a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    expect(linked).toEqual(['/openapi.json', '/docs/console'])
    const { paths } = (await (await fetch(`${origin}/openapi.json`)).json()) as { paths: Record<string, object> }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const links = page.locator('nav li a')
    expect((await links.allInnerTexts()).toSorted()).toEqual(operations.toSorted())
    expect(await page.locator('.operation h3').allInnerTexts()).toEqual(await links.allInnerTexts())
    const { height = 0 } = page.viewportSize() ?? {}
    expect((await links.last().boundingBox())?.y).toBeLessThan(height)
  })

  it('ends with every problem, where the type of a problem document leads', async () => {
    const response = await fetch(`${origin}/v1/help?country=FIN`)
    const { type } = (await response.json()) as { type: string }
    await page.goto(`${origin}${type}`)
    const target = page.locator(':target')
    expect(await target.innerText()).toContain('Mend each parameter that errors names')
    expect(await page.locator('main > :last-child').getAttribute('id')).toBe('problems')
    const ids = await page.locator('#problems dl > div').evaluateAll((entries) => entries.map(({ id }) => id))
    expect(ids).toEqual(Object.keys(problems).map((code) => `problem-${code}`))
  })

  it('leads nowhere that is not there', async () => {
    const links = await page.locator('a[href^="#"]').evaluateAll((found) => found.map((link) => link.getAttribute('href')))
    const ids = await page.locator('[id]').evaluateAll((found) => found.map(({ id }) => `#${id}`))
    expect(links.length).toBeGreaterThan(100)
    expect(links.filter((href) => !ids.includes(String(href)))).toEqual([])
    expect(ids.length).toBe(new Set(ids).size)
  })

  it('tries GET /v1/help out as it stands, and shows the answer', async () => {
    const operation = page.locator('#getHelp')
    const answered = page.waitForResponse((response) => response.url().includes('/v1/help'))
    await operation.getByRole('button', { name: 'Execute' }).click()
    expect(new URL((await answered).url()).search).toBe('?country=FI')
    await operation.getByText('200 OK').waitFor()
    expect(await operation.getByRole('region', { name: 'Answer of GET /v1/help' }).innerText()).toContain('"emergency"')
  })

  it('shows Arabic from right to left, each text by itself, and the same JSON', async () => {
    const operation = page.locator('#getHelp')
    for (const [name, value] of [['country (required)', 'SA'], ['locale', 'ar']] as const) await operation.getByLabel(name, { exact: true }).fill(value)
    const answered = page.waitForResponse((response) => response.url().includes('country=SA'))
    await operation.getByRole('button', { name: 'Execute' }).click()
    const body = (await (await answered).json()) as { guidance: { steps: string[] } }
    await operation.locator('.answer').filter({ hasText: 'country=SA' }).waitFor()
    const shown = await operation.locator('.answer').evaluate((answer) => answer.textContent)
    expect(JSON.parse(shown.slice(shown.indexOf('\n{')))).toEqual(body)
    const texts = await operation.locator('.answer bdi').evaluateAll((found) => found.map((text) => text.textContent))
    expect(texts).toEqual(expect.arrayContaining(body.guidance.steps))
    expect(texts.filter((text) => /^"|"$|\n/.test(text))).toEqual([])
    for (const [name, value] of [['country (required)', 'FI'], ['locale', '']] as const) await operation.getByLabel(name, { exact: true }).fill(value)
  })

  it('tries it out with one choice, several choices and a header', async () => {
    const operation = page.locator('#getHelp')
    await operation.getByLabel('situation', { exact: true }).selectOption('sextortion')
    await operation.getByLabel('topic', { exact: true }).selectOption(['sextortion', 'image_shared'])
    await operation.getByLabel('Accept-Language (header)').fill('sv')
    const answered = page.waitForResponse((response) => response.url().includes('/v1/help'))
    await operation.getByRole('button', { name: 'Execute' }).press('Enter')
    const response = await answered
    expect(new URL(response.url()).search).toBe('?country=FI&situation=sextortion&topic=sextortion&topic=image_shared')
    expect(await response.json()).toMatchObject({ locale: 'sv', request: { situation: 'sextortion' } })
  })

  it('tries every other operation out as it stands', async () => {
    const ids = await page.locator('.operation').evaluateAll((operations) => operations.map(({ id }) => id))
    const described = Object.values(description.paths).flatMap((operations) => Object.values(operations))
    expect(new Set(ids)).toEqual(new Set(described.map(({ operationId }) => operationId)))
    for (const id of ids.filter((entry) => entry !== 'getHelp')) {
      const operation = page.locator(`#${id}`)
      await operation.getByRole('button', { name: 'Execute' }).click()
      await operation.locator('.status').filter({ hasText: /^\d/ }).waitFor()
      expect([id, await operation.locator('.status').innerText()]).toEqual([id, expect.stringMatching(ofMails.has(id) ? /^404 Not Found, \d+ ms$/ : /^20[02] \w+, \d+ ms$/)])
    }
  })

  it('shows what is wrong', async () => {
    const operation = page.locator('#getCountry')
    await operation.getByLabel('code (required)').fill('Atlantis/../x')
    await operation.getByRole('button', { name: 'Execute' }).click()
    await operation.getByText('404 Not Found').waitFor()
    expect(await operation.locator('.answer').innerText()).toContain('not_found')
    complaints.splice(0)
  })

  it('keeps to WCAG 2.2 AA, with all examples open and answers shown', async () => {
    await page.locator('details').evaluateAll((found) => found.forEach((details) => details.setAttribute('open', '')))
    expect(await violations()).toEqual([])
  }, 60_000)

  it('keeps to it on a screen of 320 pixels, without scrolling sideways', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(320)
    expect(await violations()).toEqual([])
  }, 60_000)

  it('keeps to it in the dark, for those who asked their device for that', async () => {
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    expect(await ground()).toBe('rgb(255, 255, 255)')
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await ground()).toBe('rgb(20, 24, 29)')
    expect(await violations()).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  }, 60_000)

  it('asks nobody else for anything, and the browser has nothing to complain of', () => {
    expect(requests.length).toBeGreaterThan(5)
    const elsewhere = requests
      .map((request) => request.url())
      .filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))
    expect(elsewhere).toEqual([])
    expect(complaints).toEqual([])
  })

  it('could not, even if it wanted to', async () => {
    const fetched = await page.evaluate(() =>
      fetch('https://validator.swagger.io/').then(
        () => 'loaded',
        () => 'refused',
      ),
    )
    expect(fetched).toBe('refused')
    expect(complaints.join('\n')).toMatch(/Content Security Policy.*connect-src 'self'/)
  })
})
