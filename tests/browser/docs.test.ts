import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneSeededDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { startServer } from '../support/server.ts'
import type { TestServer } from '../support/server.ts'
import { openBrowser } from './open-browser.ts'

let database: TestDatabase
let server: TestServer
let browser: Browser
let page: Page
let origin: string

const requests: Request[] = []
const complaints: string[] = []

beforeAll(async () => {
  database = await cloneSeededDatabase()
  server = await startServer(database.url)
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
  browser = await openBrowser()
  page = await (await browser.newContext()).newPage()
  page.on('request', (request) => requests.push(request))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(`${origin}/docs`)
  await page.getByText('/v1/help').first().waitFor()
})

afterAll(async () => {
  await browser.close()
  await server.close()
  await database.drop()
})

describe('/docs in a browser', () => {
  it('has a title and a language, and no picture without words', async () => {
    expect(await page.title()).toBe('API reference · Child Safety Resource Directory')
    const rules = ['document-title', 'html-has-lang', 'html-lang-valid', 'image-alt']
    const { violations, passes } = await new AxeBuilder({ page }).withRules(rules).analyze()
    expect(violations).toEqual([])
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['document-title', 'html-has-lang', 'html-lang-valid']))
  })

  it('has no field to load other descriptions', async () => {
    expect(await page.locator('.topbar').count()).toBe(0)
  })

  it('lists every operation', async () => {
    const { paths } = (await (await fetch(`${origin}/openapi.json`)).json()) as { paths: Record<string, object> }
    const operations = Object.values(paths).flatMap((methods) => Object.keys(methods))
    expect(await page.locator('.opblock').count()).toBe(operations.length)
    expect(await page.locator('.opblock-summary-path').allInnerTexts()).toContain('/v1/listings/{listing}')
  })

  it('tries GET /v1/help out as it stands, and shows the answer', async () => {
    const operation = page.locator('#operations-Help-getHelp')
    await operation.locator('.opblock-summary-control').click()
    const answered = page.waitForResponse((response) => response.url().includes('/v1/help'))
    await operation.getByRole('button', { name: 'Execute' }).click()
    expect(new URL((await answered).url()).search).toBe('?country=FI')
    const live = operation.locator('.live-responses-table')
    await live.waitFor()
    expect(await live.locator('.response-col_status').last().innerText()).toContain('200')
    expect(await live.innerText()).toContain('"emergency"')
  })

  it('tries POST /v1/help out as it stands', async () => {
    const operation = page.locator('#operations-Help-postHelp')
    await operation.locator('.opblock-summary-control').click()
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await operation.getByRole('button', { name: 'Execute' }).click()
    expect((await answered).status()).toBe(200)
  })

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
