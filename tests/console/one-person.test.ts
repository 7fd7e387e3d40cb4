import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLivingAfter } from '../support/a-living-after.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { aPerson } from '../support/people.ts'

let alone: Editing
let usual: Editing
beforeAll(async () => {
  alone = await openEditing({ fourEyes: false })
  usual = await openEditing()
})
afterAll(async () => {
  await alone.close()
  await usual.close()
})

type Body = { abilities: string[]; fourEyes: boolean; review: { approvalsNeeded: number; concerns: unknown[] } | null; state: string; revision: { content: object } }

/** The manager of a published listing changes its number to one that looks wrong, and submits it. */
async function changedNumber(editing: Editing) {
  const { id, tag, reviewer: manager, content } = await aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish')
  const channels = [{ ...('channels' in content ? content.channels[0] : {}), value: '116112', display: '116 112' }]
  const url = `/v1/console/listings/${id}`
  const revised = await editing.as(manager.principal, 'POST', `${url}/revisions`, { body: { content: { ...content, channels }, note: 'New.' }, ifMatch: `"${tag}"` })
  expect(revised.statusCode, revised.body).toBe(201)
  const submitted = await editing.as(manager.principal, 'POST', `${url}/submit`, { body: {}, ifMatch: String(revised.headers['etag']) })
  expect(submitted.statusCode, submitted.body).toBe(200)
  const approve = () => editing.as(manager.principal, 'POST', `${url}/approve`, { body: {}, ifMatch: String(submitted.headers['etag']) })
  return { url, manager, submitted: submitted.json<Body>(), approve }
}

describe('where one person keeps everything', () => {
  it('authors approve and publish what they wrote, also a suspicious contact, which is still said', async () => {
    const { url, manager, submitted, approve } = await changedNumber(alone)
    expect(submitted.review).toMatchObject({ approvalsNeeded: 1, concerns: [{ code: 'one_digit_from_known' }] })
    expect(submitted.abilities).toContain('listing.approve')
    const approved = await approve()
    expect(approved.statusCode, approved.body).toBe(200)
    const published = await alone.as(manager.principal, 'POST', `${url}/publish`, { body: {}, ifMatch: String(approved.headers['etag']) })
    expect(published.json<Body>()).toMatchObject({ state: 'published', fourEyes: false, review: null, revision: { content: { channels: [{ value: '116112' }] } } })
  })

  it('answers say so: of things, of queues, and of who one is', async () => {
    const curator = await aPerson(alone.database, { platformRole: 'curator' })
    for (const url of ['/v1/console/me', '/v1/console/reviews']) {
      expect((await alone.as(curator.principal, 'GET', url)).json<Body>().fourEyes, url).toBe(false)
    }
  })
})

describe('everywhere else', () => {
  it('they do not, and a suspicious contact needs two', async () => {
    const { submitted, approve } = await changedNumber(usual)
    expect(submitted).toMatchObject({ fourEyes: true, review: { approvalsNeeded: 2 } })
    expect(submitted.abilities).not.toContain('listing.approve')
    expect((await approve()).json()).toMatchObject({ status: 403, code: 'not_allowed' })
  })
})
