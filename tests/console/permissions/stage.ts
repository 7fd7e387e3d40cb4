import type { Database } from '../../../src/db/client.ts'
import { takeDirectoryVersion } from '../../../src/db/take-directory-version.ts'
import { inTransaction } from '../../../src/db/transaction.ts'
import type { Transaction } from '../../../src/db/transaction.ts'
import { editableGuidance } from '../../support/editable-guidance.ts'
import { editableListing } from '../../support/editable-listing.ts'
import { newId } from '../../support/people.ts'
import type { Cast, Place } from './cast.ts'

export const states = ['draft', 'open', 'approved', 'published', 'suspended', 'retired'] as const
export type State = (typeof states)[number]

/** A listing or guidance in a state, written by somebody. `open` and `approved`: in review. */
export type Thing = { id: string; noun: 'listing' | 'guidance'; place: Place; state: State; author: string; revisionId: string; reviewId: string; slug: string }

export const somebody = 'seed'

/** Every listing and guidance that the play needs, brought into its state as the database demands it. */
export async function setStage(database: Database, { players, organisations, approver }: Cast, now: Date): Promise<Thing[]> {
  const authors = [...new Set(players.filter(({ kind }) => kind !== null).map(({ actor }) => actor))]
  const everywhere = players.filter(({ home, kind }) => home === null || kind === 'M').map(({ actor }) => actor)
  const things = states.flatMap((state): Thing[] => [
    ...[somebody, ...authors].map((author) => aThing('listing', 'own', state, author)),
    ...[...new Set([somebody, ...everywhere])].flatMap((author) => [aThing('listing', 'other', state, author), aThing('listing', 'none', state, author)]),
    ...[...new Set([somebody, ...players.filter(({ home }) => home === null).map(({ actor }) => actor)])].map((author) => aThing('guidance', 'none', state, author)),
  ])
  await inTransaction(database, async (transaction) => {
    await writeDrafts(transaction, things, organisations, now)
    await review(transaction, things, approver, now)
    await publish(transaction, things, now)
  })
  await inTransaction(database, (transaction) => withdraw(transaction, things, now))
  return things
}

function aThing(noun: Thing['noun'], place: Place, state: State, author: string): Thing {
  const id = newId()
  return { id, noun, place, state, author, revisionId: newId(), reviewId: newId(), slug: `zz${noun === 'guidance' ? 'guidance' : place}-${id}` }
}

const of = (things: readonly Thing[], noun: Thing['noun'], ...wanted: State[]) =>
  things.filter((thing) => thing.noun === noun && (wanted.length === 0 || wanted.includes(thing.state)))

async function writeDrafts(transaction: Transaction, things: readonly Thing[], organisations: Cast['organisations'], now: Date): Promise<void> {
  const head = ({ id, slug }: Thing) => ({ id, slug, state: 'draft' as const, createdAt: now, updatedAt: now })
  const revision = ({ revisionId, author }: Thing) => ({ id: revisionId, number: 1, author, note: 'New.', createdAt: now })
  const listings = of(things, 'listing')
  await transaction.listing.createMany({
    data: listings.map((thing) => ({ ...head(thing), organisationId: thing.place === 'none' ? null : organisations[thing.place] })),
  })
  const content = editableListing()
  await transaction.listingRevision.createMany({ data: listings.map((thing) => ({ ...revision(thing), listingId: thing.id, content })) })
  const guidance = of(things, 'guidance')
  await transaction.guidance.createMany({ data: guidance.map(head) })
  await transaction.guidanceRevision.createMany({ data: guidance.map((thing) => ({ ...revision(thing), guidanceId: thing.id, content: editableGuidance() })) })
}

async function review(transaction: Transaction, things: readonly Thing[], approver: string, now: Date): Promise<void> {
  const reviewed = things.filter(({ state }) => state !== 'draft')
  await transaction.review.createMany({
    data: reviewed.map(({ noun, id, revisionId, reviewId, author }) => ({
      id: reviewId,
      ...(noun === 'listing' ? { listingId: id, listingRevisionId: revisionId } : { guidanceId: id, guidanceRevisionId: revisionId }),
      approvalsNeeded: 1,
      concerns: [],
      submittedBy: author,
      submittedAt: now,
    })),
  })
  const approved = reviewed.filter(({ state }) => state !== 'open').map(({ reviewId }) => reviewId)
  await transaction.approval.createMany({ data: approved.map((reviewId) => ({ reviewId, approvedBy: approver, at: now })) })
  await transaction.review.updateMany({ where: { id: { in: approved } }, data: { state: 'approved' } })
  const inReview = { data: { state: 'in_review' as const } }
  await transaction.listing.updateMany({ where: { id: { in: of(things, 'listing', 'open', 'approved').map(({ id }) => id) } }, ...inReview })
  await transaction.guidance.updateMany({ where: { id: { in: of(things, 'guidance', 'open', 'approved').map(({ id }) => id) } }, ...inReview })
}

const onceShown = ['published', 'suspended', 'retired'] as const

async function publish(transaction: Transaction, things: readonly Thing[], now: Date): Promise<void> {
  const shown = things.filter(({ state }) => onceShown.some((entry) => entry === state))
  const changes = shown.map(({ noun, id }) => ({ subject: noun, subjectId: id, action: 'published' as const }))
  const version = await takeDirectoryVersion(transaction, changes, now)
  for (const { noun, id, revisionId } of shown) {
    const data = { state: 'published' as const, publishedRevisionId: revisionId, publishedAt: now, directoryVersion: version }
    if (noun === 'listing') await transaction.listing.update({ where: { id }, data })
    else await transaction.guidance.update({ where: { id }, data })
  }
  await transaction.review.updateMany({
    where: { id: { in: shown.map(({ reviewId }) => reviewId) } },
    data: { state: 'published', closedAt: now, closedBy: 'seed' },
  })
}

async function withdraw(transaction: Transaction, things: readonly Thing[], now: Date): Promise<void> {
  const gone = things.filter(({ state }) => state === 'suspended' || state === 'retired')
  const changes = gone.map(({ noun, id }) => ({ subject: noun, subjectId: id, action: 'withdrawn' as const }))
  const directoryVersion = await takeDirectoryVersion(transaction, changes, now)
  for (const state of ['suspended', 'retired'] as const) {
    const where = (noun: Thing['noun']) => ({ where: { id: { in: of(gone, noun, state).map(({ id }) => id) } }, data: { state, directoryVersion } })
    await transaction.listing.updateMany(where('listing'))
    await transaction.guidance.updateMany(where('guidance'))
  }
}
