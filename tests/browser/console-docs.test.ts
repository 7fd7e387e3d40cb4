import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { lateEditing } from '../../src/app/late-editing.ts'
import type { EditingDoor } from '../../src/app/late-editing.ts'
import { openDatabase } from '../../src/db/client.ts'
import type { Database } from '../../src/db/client.ts'
import { firstStart, offerAdministration } from '../../src/directory/editor/offer-administration.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { startServer } from '../support/server.ts'
import type { TestServer } from '../support/server.ts'
import { totp } from '../support/totp.ts'
import { openBrowser } from './open-browser.ts'
import { openPage } from './open-page.ts'
import type { WatchedPage } from './open-page.ts'
import description from '../../openapi/console.json' with { type: 'json' }

const password = 'lantern gravel otter seventeen'
let test: TestDatabase
let database: Database
let door: EditingDoor
let server: TestServer
let browser: Browser
let watched: WatchedPage
let page: Page
let origin: string

beforeAll(async () => {
  test = await cloneDatabase()
  await bringToRelease(test.url)
  database = openDatabase(test.url)
  door = lateEditing(Promise.resolve(test.url))
  server = await startServer(test.url, { editing: door, config: { publicUrl: null } })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
  browser = await openBrowser()
  watched = await openPage(browser)
  page = watched.page
  await page.goto(`${origin}/docs`)
}, 60_000)

afterAll(async () => {
  await browser.close()
  await server.close()
  await door.close()
  await database.close()
  await test.drop()
})

/** Sends a form, with what is typed into its fields, and reads the answer. */
async function send(operationId: string, typed: Record<string, string> = {}): Promise<{ status: string; text: string; body: Record<string, unknown> }> {
  const operation = page.locator(`#${operationId}`)
  for (const [label, value] of Object.entries(typed)) await operation.getByLabel(label, { exact: true }).fill(value)
  await operation.locator('.status').evaluate((status) => (status.textContent = ''))
  await operation.getByRole('button', { name: 'Execute' }).click()
  const said = operation.locator('.status').filter({ hasText: /^(?:\d|No)/ })
  await said.waitFor()
  const text = await operation.locator('.answer').innerText()
  const at = text.indexOf('\n{')
  return { status: await said.innerText(), text, body: at === -1 ? {} : (JSON.parse(text.slice(at)) as Record<string, unknown>) }
}

describe('/docs/console in a browser', () => {
  it('is linked from /docs, leads back, and shows its description', async () => {
    await page.getByRole('link', { name: 'The API for editors, who sign in' }).click()
    await page.waitForURL(`${origin}/docs/console`)
    const links = await page.locator('header a').evaluateAll((found) => found.map((link) => link.getAttribute('href')))
    expect(links).toEqual(['/openapi-console.json', '/docs'])
    expect(await page.title()).toBe('API reference · Child Safety Resource Directory: console')
  })

  it('shows every operation, in groups that open', async () => {
    const described = Object.values(description.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    const shown = await page.locator('.operation').evaluateAll((operations) => operations.map(({ id }) => id))
    expect(new Set(shown)).toEqual(new Set(described))
    expect(shown.length).toBe(described.length)
    const linked = await page.locator('nav li a').evaluateAll((links) => links.map((link) => link.getAttribute('href')?.slice(1)))
    expect(linked).toEqual(shown)
    expect(await page.getByRole('link', { name: 'POST /v1/console/listings', exact: true }).isVisible()).toBe(false)
    await page.locator('nav').getByText('Listings', { exact: true }).click()
    expect(await page.getByRole('link', { name: 'POST /v1/console/listings', exact: true }).isVisible()).toBe(true)
  })

  it('leads nowhere that is not there', async () => {
    const links = await page.locator('a[href^="#"]').evaluateAll((found) => found.map((link) => link.getAttribute('href')))
    const ids = await page.locator('[id]').evaluateAll((found) => found.map(({ id }) => `#${id}`))
    expect(links.filter((href) => !ids.includes(String(href)))).toEqual([])
    expect(ids.length).toBe(new Set(ids).size)
  })

  it('signs somebody in, and asks as they', async () => {
    const offer = await offerAdministration(database, firstStart, new Date('2026-11-20T12:30:00Z'))
    const accepted = { token: offer?.token, email: 'ada@example.org', name: 'Ada', password }
    expect((await send('getMe')).status).toMatch(/^401 /)
    watched.complaints.splice(0)
    expect((await send('acceptInvitation', { 'Body (JSON)': JSON.stringify(accepted) })).text).toContain('"next": "password"')
    expect((await send('signInWithPassword', { 'Body (JSON)': JSON.stringify({ email: 'ada@example.org', password }) })).status).toMatch(/^200 /)
    const { body } = await send('enrolSecondFactor', { 'Body (JSON)': JSON.stringify({ password }) })
    expect((await send('confirmSecondFactor', { 'Body (JSON)': JSON.stringify({ code: totp(String(body['secret'])) }) })).status).toMatch(/^200 /)
    expect((await send('getMe')).body).toMatchObject({ name: 'Ada', platformRole: 'administrator' })
  })

  it('fills in If-Match with the tag of the thing that it saw last, by its id and by its slug', async () => {
    const created = await send('createOrganisation', { 'Body (JSON)': '{"name": "Example Helpline", "country": "GB"}' })
    expect(created.status).toMatch(/^201 /)
    const { id, slug } = created.body
    const update = page.locator('#updateOrganisation')
    const tag = update.getByLabel('If-Match (required) (header)')
    expect(await tag.inputValue()).toBe('')
    await update.getByLabel('id (required)').fill(String(slug))
    expect(await tag.inputValue()).toBe('"0"')
    await update.getByLabel('id (required)').fill(String(id))
    expect(await tag.inputValue()).toBe('"0"')
    expect((await send('updateOrganisation', { 'Body (JSON)': '{"name": "Example Helpline of Britain"}' })).status).toMatch(/^200 /)
    expect(await tag.inputValue()).toBe('"1"')
    await tag.fill('"0"')
    await update.getByLabel('id (required)').fill(String(slug))
    expect(await tag.inputValue(), 'what somebody typed stays').toBe('"0"')
    expect((await send('updateOrganisation', { 'Body (JSON)': '{"name": "Another"}' })).status).toMatch(/^412 /)
    watched.complaints.splice(0)
  })

  it('asks with a key while one stands in its field, which nothing keeps', async () => {
    await page.getByLabel('Key', { exact: true }).fill('csrd_not_a_key')
    expect(await page.getByLabel('Key', { exact: true }).getAttribute('type')).toBe('password')
    const answered = page.waitForRequest((request) => request.url().endsWith('/v1/console/me'))
    expect((await send('getMe')).text).toContain('The key in Authorization is not valid.')
    const headers = await (await answered).allHeaders()
    expect(headers).toMatchObject({ authorization: 'Bearer csrd_not_a_key' })
    expect(headers).not.toHaveProperty('cookie')
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
    await page.getByLabel('Key', { exact: true }).fill('')
    expect((await send('getMe')).body).toMatchObject({ name: 'Ada' })
    watched.complaints.splice(0)
  })

  it('keeps to WCAG 2.2 AA, with everything open and answers shown', async () => {
    await page.locator('details').evaluateAll((found) => found.forEach((details) => details.setAttribute('open', '')))
    expect(await watched.violations()).toEqual([])
  }, 120_000)

  it('keeps to it on a screen of 320 pixels, without scrolling sideways', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(320)
    expect(await watched.violations()).toEqual([])
  }, 120_000)

  it('asks nobody else for anything, and the browser has nothing to complain of', () => {
    expect(watched.requests.length).toBeGreaterThan(10)
    const elsewhere = watched.requests.map((request) => request.url()).filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))
    expect(elsewhere).toEqual([])
    expect(watched.complaints).toEqual([])
  })
})
