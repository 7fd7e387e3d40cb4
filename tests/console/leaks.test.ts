import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildServer } from '../../src/app/build-server.ts'
import { checklists } from '../../src/directory/verification/checklists.ts'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import { situations } from '../../src/help/vocabulary.ts'
import { openSnapshotFile } from '../../src/lookup/snapshot/snapshot-file.ts'
import { aLivingAfter } from '../support/a-living-after.ts'
import { editableGuidance } from '../support/editable-guidance.ts'
import { editableListing } from '../support/editable-listing.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { tracesInFiles, tracesInText } from '../support/find-traces.ts'
import { testConfig } from '../support/server.ts'
import { now } from '../support/directory.ts'

/** What no public door may ever say. Each word stands for one kind of thing that only editors may see. */
const secrets = ['zzname', 'zzemail', 'zzcontact', 'zznote', 'zzreason', 'zzeditorsnote', 'zzsource', 'zzdraft', 'zzsuspended', 'zzretired', 'zzreturned', 'zzevidence'] as const

let editing: Editing
let published: Published
let server: Awaited<ReturnType<typeof buildServer>>
let folder: string
const logLines: string[] = []
const slugs: string[] = []

/** A listing that says this, with everything secret that a listing can have. */
const saying = (summary: string) => {
  const content = editableListing()
  return {
    ...content,
    texts: content.texts.map((text) => ({ ...text, summary })),
    sources: [{ url: 'https://source.example.org/zzsource', date: null, showed: 'zzsource' }],
    editorsNote: 'zzeditorsnote',
  }
}

async function step(listing: { id: string }, who: { principal: Parameters<Editing['as']>[0] }, verb: string, body: object) {
  const seen = await editing.as(who.principal, 'GET', `/v1/console/listings/${listing.id}`)
  const answer = await editing.as(who.principal, 'POST', `/v1/console/listings/${listing.id}/${verb}`, { body, ifMatch: String(seen.headers['etag']) })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
}

beforeAll(async () => {
  editing = await openEditing()
  folder = await mkdtemp(path.join(tmpdir(), 'leaks-'))
  const { prisma } = editing.database
  // Published, with a next revision as a draft, in review, and returned.
  for (const [shown, next, ...steps] of [
    ['Shown with a draft.', 'zzdraft one'],
    ['Shown with a review.', 'zzdraft two', 'submit'],
    ['Shown with a returned review.', 'zzreturned', 'submit', 'return'],
    ['Shown, and approved anew.', 'zzdraft three', 'submit', 'approve'],
  ] as const) {
    const listing = await aLivingAfter(editing, 'listing')
    await step(listing, listing.author, 'revisions', { content: saying(shown), note: 'zznote' })
    await step(listing, listing.author, 'submit', { note: 'zznote' })
    await step(listing, listing.reviewer, 'approve', { note: 'zznote' })
    await step(listing, listing.reviewer, 'publish', { note: 'zznote' })
    await step(listing, listing.reviewer, 'verifications', {
      revision: 2,
      method: 'dialled',
      checkedAt: now.toISOString(),
      evidence: 'zzevidence',
      checklist: Object.fromEntries(Object.keys(checklists.dialled).map((question) => [question, true])),
    })
    await step(listing, listing.author, 'revisions', { content: saying(next), note: 'zznote' })
    for (const verb of steps) await step(listing, verb === 'submit' ? listing.author : listing.reviewer, verb, verb === 'return' ? { reason: 'zzreason' } : { note: 'zznote' })
    await prisma.editor.update({ where: { id: listing.author.id }, data: { name: 'zzname', email: `${listing.author.id}@zzemail.example.org` } })
    await prisma.organisation.update({ where: { id: listing.organisationId }, data: { contactEmail: 'help@zzcontact.example.org' } })
    slugs.push(listing.id)
  }
  for (const [verb, word] of [['suspend', 'zzsuspended'], ['retire', 'zzretired']] as const) {
    const listing = await aLivingAfter(editing, 'listing')
    await step(listing, listing.author, 'revisions', { content: saying(word), note: 'zznote' })
    await step(listing, listing.author, 'submit', { note: null })
    await step(listing, listing.reviewer, 'approve', { note: null })
    await step(listing, listing.reviewer, 'publish', { note: null })
    await step(listing, listing.reviewer, verb, { reason: 'zzreason' })
    slugs.push(listing.id)
  }
  const draft = await aLivingAfter(editing, 'listing')
  await step(draft, draft.author, 'revisions', { content: saying('zzdraft four'), note: 'zznote' })
  slugs.push(draft.id)
  const guidance = await aLivingAfter(editing, 'guidance', 'submit', 'approve', 'publish')
  const seen = await editing.as(guidance.author.principal, 'GET', `/v1/console/guidance/${guidance.id}`)
  const texts = editableGuidance().texts.map((text) => ({ ...text, standard: { ...text.standard, body: 'zzdraft five' } }))
  await editing.as(guidance.author.principal, 'POST', `/v1/console/guidance/${guidance.id}/revisions`, {
    body: { content: { ...editableGuidance(), texts, editorsNote: 'zzeditorsnote', sources: ['zzsource'] }, note: 'zznote' },
    ifMatch: String(seen.headers['etag']),
  })

  published = openPublished(editing.test.url)
  server = await buildServer({
    config: { ...testConfig, logLevel: 'trace' },
    published,
    snapshotFile: openSnapshotFile({ folder, log: { info: () => undefined, warn: () => undefined }, now: () => now }),
    now: () => now,
    logStream: { write: (line) => void logLines.push(line) },
  })
})
afterAll(async () => {
  await server.close()
  await published.close()
  await editing.close()
  await rm(folder, { recursive: true })
})

describe('whatever editors write, decide or are called', () => {
  it('is there to be found, so that this test can fail', async () => {
    const { prisma } = editing.database
    const rows = await prisma.$queryRaw<{ text: string }[]>`
      SELECT "content"::text AS text FROM "listing_revision" UNION ALL SELECT "content"::text FROM "guidance_revision" UNION ALL SELECT "note" FROM "listing_revision"
      UNION ALL SELECT "evidence" FROM "verification" UNION ALL SELECT "reason" FROM "audit_event" UNION ALL SELECT "name" || "email" FROM "editor" UNION ALL SELECT "contact_email" FROM "organisation"`
    const all = rows.map(({ text }) => text ?? '').join('\n')
    expect(tracesInText(all, secrets).sort()).toEqual([...secrets].sort())
  })

  it('leaves through no public door', async () => {
    const questions = [
      ...situations.flatMap((situation) => ['child', 'adult', 'parent_carer', 'concerned_self', 'professional', 'concerned_other'].map((audience) => `/v1/help?country=FI&explain=true&situation=${situation}&audience=${audience}`)),
      '/v1/listings?limit=100',
      ...secrets.map((word) => `/v1/listings?q=${word}`),
      ...slugs.flatMap((id) => [`/v1/listings/${id}`, `/v1/listings/${id}?country=FI&locale=fi`]),
      '/v1/countries',
      '/v1/countries/FI',
      '/v1/vocabulary',
      '/v1/guidance',
      '/v1/guidance?situation=blocked_someone',
      '/v1/bundles/FI',
      '/v1/bundles/SE',
      '/openapi.json',
      '/docs',
      '/metrics',
      '/readyz',
      '/livez',
      '/nothing',
    ]
    const all: string[] = []
    for (const url of questions) {
      const answer = await server.inject(url)
      all.push(answer.body, JSON.stringify(answer.headers))
    }
    const text = all.join('\n')
    expect(text).toContain('Shown with a draft.')
    expect(text).toContain('Shown, and approved anew.')
    expect(tracesInText(text, secrets)).toEqual([])
  })

  it('is in no file of the last good directory, and in no line of the log', async () => {
    await server.close()
    const { files, found } = await tracesInFiles(folder, secrets)
    expect(files).toBeGreaterThan(0)
    expect(found).toEqual([])
    expect(logLines.length).toBeGreaterThan(0)
    expect(tracesInText(logLines.join('\n'), secrets)).toEqual([])
  })
})
