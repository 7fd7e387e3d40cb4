import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openDatabase, type Database } from '../../src/db/client.ts'
import { cleanUp } from '../../src/jobs/clean-up.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { aChannel } from '../support/directory.ts'
import { jobContext, jobRun } from '../support/job-context.ts'
import { anOrganisation, newId } from '../support/people.ts'
import { writeListing } from '../support/write-listing.ts'

const day = 24 * 60 * 60 * 1000
const now = new Date('2026-12-01T03:20:00Z')
const ago = (days: number) => new Date(now.getTime() - days * day)
let test: TestDatabase
let client: pg.Client
let database: Database
beforeAll(async () => {
  test = await cloneDatabase()
  await bringToRelease(test.url)
  client = await connectOnce(test.url)
  database = openDatabase(test.url)
})
afterAll(async () => {
  await client.end()
  await database.close()
  await test.drop()
})

const run = async () => {
  const context = jobContext(database, { now: () => now })
  await cleanUp.run(context, {}, jobRun())
  return context.lines[0]?.facts
}

it('what is over is deleted, and what is not stays', async () => {
  const { prisma } = database
  const organisationId = await anOrganisation(database)
  const key = (name: string, createdAt: Date) => prisma.idempotencyKey.create({ data: { actor: 'editor:x', key: name, requestDigest: 'x', status: 201, body: {}, createdAt } })
  await key('old', ago(1.1))
  await key('new', ago(0.9))
  const claim = (email: string, facts: object) =>
    prisma.claim.create({ data: { id: newId(), organisationId, wish: 'this_is_us', email, tokenDigest: email, createdAt: ago(500), expiresAt: ago(400), ...facts } })
  await claim('sent-old@x', { expiresAt: ago(8) })
  await claim('sent-new@x', { expiresAt: ago(6) })
  await claim('waiting@x', { state: 'confirmed', confirmedAt: ago(399) })
  await claim('answered-old@x', { state: 'dismissed', confirmedAt: ago(399), closedAt: ago(366), closedBy: 'editor:x' })
  await claim('answered-new@x', { state: 'accepted', confirmedAt: ago(399), closedAt: ago(300), closedBy: 'editor:x' })
  const invitation = (email: string, facts: object) =>
    prisma.invitation.create({
      data: { id: newId(), organisationId, role: 'editor', email, tokenDigest: `i ${email}`, invitedBy: 'editor:x', createdAt: ago(500), expiresAt: ago(-5), ...facts },
    })
  await invitation('expired-old@x', { expiresAt: ago(31) })
  await invitation('expired-new@x', { expiresAt: ago(29) })
  await invitation('revoked-old@x', { revokedAt: ago(31) })
  await invitation('open@x', {})
  await invitation('accepted-new@x', { acceptedAt: ago(100), acceptedBy: newId(), expiresAt: ago(93) })
  await invitation('accepted-old@x', { acceptedAt: ago(400), acceptedBy: newId(), expiresAt: ago(393) })

  const listing = await writeListing(client, { channels: [aChannel({ type: 'website', value: 'https://kept.example.org/' })] })
  const gone = await writeListing(client, { channels: [aChannel({ type: 'website', value: 'https://gone.example.org/' })] }, 'suspended')
  for (const [id, url] of [[listing.id, 'https://kept.example.org/'], [listing.id, 'https://before.example.org/'], [gone.id, 'https://gone.example.org/']]) {
    await client.query("INSERT INTO link_check (listing_id, url, checked_at, outcome, failures) VALUES ($1, $2, now(), 'timeout', 5)", [id, url])
    await client.query(
      `INSERT INTO problem (id, listing_id, kind, source, first_at, last_at) VALUES ($1, $2, 'dead_link', 'machine', now(), now())
       ON CONFLICT (listing_id, kind, source) WHERE state = 'open' DO NOTHING`,
      [newId(), id],
    )
  }
  for (const due of [ago(91), ago(10)]) await client.query("INSERT INTO reminder (listing_id, stage, due, at) VALUES ($1, 'before_due', $2, $2)", [listing.id, due])
  await client.query(
    `INSERT INTO pgboss.job (name, data, source_name) VALUES ('dead-letters', '{"to": "a@b.org", "template": "invitation", "data": {"token": "zzsecretzz", "role": "editor"}}', 'send-mail')`,
  )

  expect(await run()).toEqual({
    idempotencyKeys: 1,
    unconfirmedClaims: 1,
    answeredClaims: 1,
    unusedInvitations: 2,
    acceptedInvitations: 1,
    reminders: 1,
    signIns: 0,
    linkChecks: 2,
    deadSecrets: 1,
  })
  const emails = async (table: string) => (await client.query<{ email: string }>(`SELECT email FROM ${table} ORDER BY email`)).rows.map(({ email }) => email)
  expect(await emails('claim')).toEqual(['answered-new@x', 'sent-new@x', 'waiting@x'])
  expect(await emails('invitation')).toEqual(['accepted-new@x', 'expired-new@x', 'open@x'])
  expect((await client.query('SELECT url FROM link_check')).rows).toEqual([{ url: 'https://kept.example.org/' }])
  expect((await client.query('SELECT listing_id, state, closed_by FROM problem ORDER BY state')).rows).toEqual([
    { listing_id: listing.id, state: 'open', closed_by: null },
    { listing_id: gone.id, state: 'dismissed', closed_by: 'system:check-links' },
  ])
  expect((await client.query("SELECT data -> 'data' AS data FROM pgboss.job")).rows).toEqual([{ data: { token: null, role: 'editor' } }])
  expect(Object.values((await run()) ?? {})).toEqual(Array.from({ length: 9 }, () => 0))
})
