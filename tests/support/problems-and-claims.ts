import type { Database } from '../../src/db/client.ts'
import { aLivingAfter } from './a-living-after.ts'
import { now as testNow } from './directory.ts'
import type { Editing } from './editing.ts'
import { anOrganisation, newId } from './people.ts'

/** A problem that the public reported twice. */
export async function aProblem({ prisma }: Database, listingId: string, facts: { urgent?: boolean; kind?: 'closed' | 'no_answer'; firstAt?: Date } = {}): Promise<string> {
  const id = newId()
  const { urgent = false, kind = 'closed', firstAt = testNow } = facts
  await prisma.problem.create({ data: { id, listingId, kind, source: 'public', count: 2, firstAt, lastAt: testNow, urgentAt: urgent ? testNow : null } })
  return id
}

/** A claim that was confirmed, about an organisation unless it is about a listing. */
export async function aClaim(
  { prisma }: Database,
  about: { organisationId: string } | { listingId: string },
  wish: 'this_is_us' | 'remove_us',
  state: 'sent' | 'confirmed' = 'confirmed',
): Promise<string> {
  const id = newId()
  await prisma.claim.create({
    data: {
      id,
      ...about,
      wish,
      state,
      email: 'office@ngo.example.org',
      tokenDigest: id,
      createdAt: testNow,
      expiresAt: new Date(testNow.getTime() + 24 * 60 * 60 * 1000),
      confirmedAt: state === 'confirmed' ? testNow : null,
    },
  })
  return id
}

/** An organisation without an account that has a listing which the public sees. */
export async function aPublishedOrganisation(editing: Editing, facts: { url?: string; contactEmail?: string } = {}) {
  const organisationId = await anOrganisation(editing.database, facts)
  const listing = await aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish')
  const { prisma } = editing.database
  await prisma.$transaction(async (transaction) => {
    const { version } = await transaction.directoryHead.update({ where: { id: 1 }, data: { version: { increment: 1 } } })
    await transaction.directoryChange.create({ data: { version, subject: 'listing', subjectId: listing.id, action: 'published', at: testNow } })
    await transaction.listing.update({ where: { id: listing.id }, data: { organisationId, directoryVersion: version } })
  })
  return { organisationId, listingId: listing.id }
}

/** A published listing of which nobody knows who runs it. */
export async function aListingOfNobody(editing: Editing): Promise<string> {
  const { listingId } = await aPublishedOrganisation(editing)
  const { prisma } = editing.database
  await prisma.$transaction(async (transaction) => {
    const { version } = await transaction.directoryHead.update({ where: { id: 1 }, data: { version: { increment: 1 } } })
    await transaction.directoryChange.create({ data: { version, subject: 'listing', subjectId: listingId, action: 'published', at: testNow } })
    await transaction.listing.update({ where: { id: listingId }, data: { organisationId: null, directoryVersion: version } })
  })
  return listingId
}
