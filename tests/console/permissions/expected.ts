import { answersOf } from '../../support/answers.ts'
import { now } from '../../support/directory.ts'
import { editableGuidance } from '../../support/editable-guidance.ts'
import { editableListing } from '../../support/editable-listing.ts'
import type { State } from './stage.ts'

/** What a request is about: decides what it is tried with. */
export type About = 'nothing' | 'listing' | 'guidance' | 'place' | 'organisation' | 'member' | 'invitation' | 'platform_invitation' | 'key' | 'person' | 'problem' | 'claim'

/**
 * What is expected of one route. Says a second time, and independently, what `directory/permissions.ts` and the commands say: a change
 * of one of the two alone makes the matrix fail. Kinds are letters of `kinds` in cast.ts.
 */
export type Expected = {
  about: About
  /** Who may know that such a thing exists, in their own organisation or everywhere. All others get `unknown`. */
  know: string
  /** Who may do it. Those who know of it and may not get 403. */
  may: string
  ok: 200 | 201
  /** What those get who may not know of it: 404, as for what does not exist; 403 for lists, which tell nothing. */
  unknown: 403 | 404
  /** In which states it can be done; otherwise 409. */
  fits: readonly State[]
  /** Whether it is refused to whoever wrote the thing. */
  fourEyes: boolean
  /** Whether it is answered while a second factor is missing. */
  anyFactor: boolean
  /** Whether the tag of the thing goes with it. */
  tagged: boolean
  body: unknown
}

const all: readonly State[] = ['draft', 'open', 'approved', 'published', 'suspended', 'retired']
const alive = all.filter((state) => state !== 'retired')

const row = (about: About, know: string, may: string, more: Partial<Expected> = {}): Expected => ({
  about,
  know,
  may,
  ok: 200,
  unknown: 404,
  fits: all,
  fourEyes: false,
  anyFactor: false,
  tagged: false,
  body: undefined,
  ...more,
})

const signedIn = 'ACMREVSreo'
const members = 'ACMREVre'
const people = 'ACMREV'

function life(about: 'listing' | 'guidance', path: string, [know, write, decide, end]: readonly [string, string, string, string]): Record<string, Expected> {
  const content = about === 'listing' ? editableListing() : editableGuidance()
  // Nothing of anybody is read for it, so that a key which only edits may.
  const checkers = about === 'listing' ? `${write}o` : write
  const step = (may: string, fits: readonly State[], body: object, more: Partial<Expected> = {}) => row(about, know, may, { fits, body, tagged: true, ...more })
  return {
    [`GET ${path}`]: row('nothing', know, know, { unknown: 403 }),
    [`POST ${path}/check`]: row('nothing', checkers, checkers, { unknown: 403, body: { content } }),
    [`GET ${path}/:id`]: row(about, know, know),
    [`GET ${path}/:id/revisions`]: row(about, know, know),
    [`GET ${path}/:id/revisions/:number`]: row(about, know, know),
    [`POST ${path}/:id/revisions`]: step(write, alive, { content, note: 'Better.' }, { ok: 201 }),
    [`POST ${path}/:id/restore`]: step(write, alive, { number: 1, note: 'As before.' }, { ok: 201 }),
    [`POST ${path}/:id/submit`]: step(write, ['draft'], {}),
    [`POST ${path}/:id/withdraw`]: step(write, ['open', 'approved'], {}),
    [`POST ${path}/:id/approve`]: step(decide, ['open'], {}, { fourEyes: true }),
    [`POST ${path}/:id/return`]: step(decide, ['open', 'approved'], { reason: 'A word is missing.' }),
    [`POST ${path}/:id/publish`]: step(decide, ['approved'], {}),
    [`POST ${path}/:id/suspend`]: step(decide, ['published'], { reason: 'Nobody answers.' }),
    [`POST ${path}/:id/resume`]: step(decide, ['suspended'], { reason: 'They answer again.' }),
    [`POST ${path}/:id/retire`]: step(end, alive, { reason: 'The service ended.' }),
  }
}

const checked = { method: 'dialled', checkedAt: now.toISOString(), revision: 1, evidence: 'Called.', checklist: answersOf('dialled') }
const inADay = new Date(now.getTime() + 24 * 60 * 60 * 1000).toISOString()

/** Every route of those who signed in, by hand. A route without a row makes the matrix fail. */
export const expected: Readonly<Record<string, Expected>> = {
  'GET /v1/console/me': row('nothing', signedIn, signedIn, { anyFactor: true }),

  ...life('listing', '/v1/console/listings', [members, 'ACMREe', 'ACMR', 'ACM']),
  'POST /v1/console/listings': row('place', members, 'ACMREe', { ok: 201, body: { content: editableListing(), note: 'New.' } }),
  'POST /v1/console/listings/:id/assign': row('listing', members, 'AC', { fits: alive, tagged: true, body: { reason: 'They run it.' } }),
  'POST /v1/console/listings/:id/verifications': row('listing', members, 'ACMRE', { fits: ['published', 'suspended'], ok: 201, body: checked }),
  'GET /v1/console/listings/:id/verifications': row('listing', members, members),
  'GET /v1/console/verifications/due': row('nothing', members, members, { unknown: 403 }),
  'GET /v1/console/verifications/checklists': row('nothing', signedIn, signedIn, { anyFactor: true }),
  'GET /v1/console/reviews': row('nothing', members, members, { unknown: 403 }),

  ...life('guidance', '/v1/console/guidance', ['AC', 'AC', 'AC', 'AC']),
  'POST /v1/console/guidance': row('nothing', 'AC', 'AC', { ok: 201, body: { content: editableGuidance(), note: 'New.' } }),

  'GET /v1/console/organisations': row('nothing', members, members, { unknown: 403 }),
  'POST /v1/console/organisations': row('nothing', 'AC', 'AC', { ok: 201, body: { name: 'A new organisation' } }),
  'GET /v1/console/organisations/:id': row('organisation', members, members),
  'PATCH /v1/console/organisations/:id': row('organisation', members, 'ACM', { tagged: true, body: { name: 'Another name' } }),

  'GET /v1/console/organisations/:organisationId/members': row('organisation', people, people),
  'GET /v1/console/organisations/:organisationId/members/:editorId': row('member', people, people),
  'PATCH /v1/console/organisations/:organisationId/members/:editorId': row('member', people, 'AM', { tagged: true, body: { role: 'reviewer' } }),
  'DELETE /v1/console/organisations/:organisationId/members/:editorId': row('member', people, 'AM'),

  'GET /v1/console/organisations/:organisationId/invitations': row('organisation', 'ACM', 'ACM'),
  'POST /v1/console/organisations/:organisationId/invitations': row('organisation', 'ACM', 'ACM', {
    ok: 201,
    body: { email: 'somebody@example.org', role: 'manager' },
  }),
  'POST /v1/console/invitations/:id/revoke': row('invitation', 'ACM', 'ACM'),

  'GET /v1/console/organisations/:organisationId/api-keys': row('organisation', 'AM', 'AM'),
  'POST /v1/console/organisations/:organisationId/api-keys': row('organisation', 'AM', 'M', {
    ok: 201,
    body: { name: 'A machine', scopes: ['read'], expiresAt: inADay },
  }),
  'POST /v1/console/api-keys/:id/revoke': row('key', 'AM', 'AM'),

  'GET /v1/console/problems': row('nothing', members, members, { unknown: 403 }),
  'POST /v1/console/problems/:id/accept': row('problem', members, 'ACMRE', { body: { reason: 'It is so.' } }),
  'POST /v1/console/problems/:id/dismiss': row('problem', members, 'ACMRE', { body: { reason: 'All is well.' } }),
  'GET /v1/console/claims': row('nothing', 'AC', 'AC'),
  'POST /v1/console/claims/:id/accept': row('claim', 'AC', 'AC', { tagged: true, body: { reason: 'It is them.' } }),
  'POST /v1/console/claims/:id/dismiss': row('claim', 'AC', 'AC', { tagged: true, body: { reason: 'It is not.' } }),
  'GET /v1/console/audit': row('nothing', 'ACM', 'ACM', { unknown: 403 }),
  'GET /v1/console/audit/export': row('nothing', 'ACM', 'ACM', { unknown: 403 }),

  'GET /v1/console/jobs': row('nothing', 'A', 'A', { unknown: 403 }),
  'GET /v1/console/gaps': row('nothing', members, members, { unknown: 403 }),

  'GET /v1/console/editors': row('nothing', 'A', 'A'),
  'GET /v1/console/editors/:id': row('person', 'A', 'A'),
  'PATCH /v1/console/editors/:id': row('person', 'A', 'A', { tagged: true, body: { platformRole: 'curator', reason: 'A new task.' } }),
  'POST /v1/console/editors/:id/remove': row('person', 'A', 'A', { body: { reason: 'They left.' } }),
  'POST /v1/console/editors/:id/recovery': row('person', 'A', 'A', { body: { reason: 'I know the voice.' } }),
  'POST /v1/console/editors/:id/recovery/confirm': row('person', 'A', 'A'),
  'GET /v1/console/platform-invitations': row('nothing', 'A', 'A'),
  'POST /v1/console/platform-invitations/:id/revoke': row('platform_invitation', 'A', 'A'),
  'POST /v1/console/platform-invitations': row('nothing', 'A', 'A', { ok: 201, body: { email: 'curator@example.org', platformRole: 'curator' } }),
}
