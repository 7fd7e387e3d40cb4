import { z } from 'zod'
import type { VerificationMethod } from '../../db/generated/client.ts'
import { takeDirectoryVersion } from '../../db/take-directory-version.ts'
import { prose } from '../../help/plain-text.ts'
import { ProblemError } from '../../lib/errors.ts'
import { newIds } from '../../lib/new-ids.ts'
import { defineCommand } from '../command.ts'
import { abilitiesWith } from '../life/abilities.ts'
import { thingField } from '../life/fields.ts'
import { readLiving } from '../life/read-living.ts'
import { stampListings } from '../listing/stamp-listings.ts'
import { questions } from './checklists.ts'
import type { Checklist } from './checklists.ts'
import { readAnswers } from './read-answers.ts'

const day = 24 * 60 * 60 * 1000

/** Days. What was seen longer ago says little of today. */
const oldestCheck = 30

/** One check of a listing, as it is kept. */
export type VerificationRecord = {
  id: string
  method: VerificationMethod
  checkedAt: Date
  checkedBy: string
  evidence: string
  checklist: Checklist
  /** Number of the revision that was checked; null for what an older release or an import wrote down. */
  revision: number | null
  createdAt: Date
}

/**
 * Writes down that somebody checked what the public sees of a listing, and found it right. The listing counts as verified from the
 * time of the check, on all nodes within seconds. What was found wrong does not verify anything: it is refused, with what to do.
 */
export const recordVerification = defineCommand({
  operation: 'listing.verify',
  input: z.object({
    id: thingField,
    method: z.enum(['dialled', 'official_page', 'provider_confirmed']).meta({
      description: 'How it was checked: by calling or writing, on the official page, or by asking the provider.',
      examples: ['dialled'],
    }),
    checkedAt: z.iso
      .datetime({ offset: true })
      .meta({ description: `When: not in the future, and at most ${oldestCheck} days ago.`, examples: ['2026-03-09T10:00:00Z'] })
      .transform((text) => new Date(text)),
    revision: z.int().min(1).meta({ description: 'The revision that was checked: the one that is published.', examples: [1] }),
    evidence: prose(2000).meta({
      description: 'What was seen or heard, or the address of the page. Never public.',
      examples: ['Called at 12:04, answered in Finnish after two minutes.'],
    }),
    checklist: z.partialRecord(z.enum(questions), z.boolean()).meta({
      description: 'The answer to each question of the method, and to no other: `GET /v1/console/verifications/checklists`.',
    }),
  }),
  find: ({ transaction }, { id }) => readLiving(transaction, 'listing', id, 'lock'),
  async run({ transaction, actor, actorName, now, settings }, { method, checkedAt, revision, evidence, checklist }, living) {
    requireRecent(checkedAt, now)
    const wrong = readAnswers(method, checklist)
    const { published, state } = living
    if (state === 'retired') throw new ProblemError('wrong_state', 'It is retired, which is for good.')
    if (published === null) throw new ProblemError('wrong_state', 'It has never been public: there is nothing that people rely on.')
    if (revision !== published.number) {
      throw new ProblemError('wrong_state', `Revision ${published.number} is published. Check what the public sees.`)
    }
    if (wrong.length > 0) {
      const abilities = (await abilitiesWith(transaction, actor, [living], settings)).get(living.id) ?? []
      throw new ProblemError('not_verified', 'Suspend it if somebody could come to harm; otherwise revise it, and check it again.', {
        faults: wrong,
        extension: { suggested: abilities.filter((operation) => operation === 'listing.suspend' || operation === 'listing.revise') },
      })
    }
    const [id = ''] = newIds(now, 1)
    const row = { id, method, checkedAt, checkedBy: actorName, evidence, checklist, createdAt: now }
    if (state === 'published') {
      const version = await takeDirectoryVersion(transaction, [{ subject: 'listing', subjectId: living.id, action: 'published' }], now)
      await stampListings(transaction, [living.id], version)
    }
    await transaction.verification.create({ data: { ...row, listingId: living.id, revisionId: published.id } })
    const result: VerificationRecord & { listingId: string } = { ...row, revision, listingId: living.id }
    const after = { verification: id, method, checkedAt: checkedAt.toISOString(), revision }
    const { organisationId } = living
    return { result, audit: { subject: 'listing', subjectId: living.id, after, ...(organisationId === null ? {} : { organisationId }) } }
  },
})

function requireRecent(checkedAt: Date, now: Date): void {
  const age = now.getTime() - checkedAt.getTime()
  if (age >= 0 && age <= oldestCheck * day) return
  const detail = age < 0 ? 'is in the future' : `is more than ${oldestCheck} days ago; check it again`
  throw new ProblemError('invalid_body', `/checkedAt: ${detail}.`, { faults: [{ pointer: '/checkedAt', code: 'out_of_range', detail }] })
}
