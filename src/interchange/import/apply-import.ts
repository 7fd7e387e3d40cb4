import { type DirectoryChange, takeDirectoryVersion } from '../../db/take-directory-version.ts'
import type { Transaction } from '../../db/transaction.ts'
import { addGuidance } from '../../directory/guidance/add-guidance.ts'
import { publishGuidance } from '../../directory/guidance/publish-guidance.ts'
import { reviseGuidance } from '../../directory/guidance/revise-guidance.ts'
import { saveLabelSets } from '../../directory/label/save-label-sets.ts'
import { addListings } from '../../directory/listing/add-listings.ts'
import { publishListings } from '../../directory/listing/publish-listings.ts'
import { reviseListings } from '../../directory/listing/revise-listings.ts'
import { stampListings } from '../../directory/listing/stamp-listings.ts'
import { addOrganisations } from '../../directory/organisation/add-organisations.ts'
import { findListingsShown } from '../../directory/organisation/find-listings-shown.ts'
import { setOrganisationAddresses } from '../../directory/organisation/set-organisation-addresses.ts'
import type { ImportPlan } from './plan-import.ts'

const note = 'The imported file was corrected.'

/**
 * Carries out a plan in the transaction in which it was made. Everything that is not held back is published, unverified.
 * @param author under whose name imports write revisions
 * @returns the one directory version of all public changes; null when the public sees no difference
 */
export async function applyImport(
  transaction: Transaction,
  plan: ImportPlan,
  { author, at }: { author: string; at: Date },
): Promise<bigint | null> {
  const { organisations, listings, guidance, labelSets } = plan
  await addOrganisations(transaction, organisations.add, at)
  await setOrganisationAddresses(transaction, organisations.addresses, at)

  const added = await addListings(
    transaction,
    listings.add.map(({ entry }) => ({ slug: entry.slug, organisationId: organisations.idOf(entry), content: entry.content })),
    { author, at },
  )
  const revised = await reviseListings(
    transaction,
    listings.revise.map(({ entry, head }) => ({
      id: head.id,
      parent: { id: head.revisionId, number: head.revisionNumber },
      organisationId: organisations.idOf(entry),
      content: entry.content,
    })),
    { author, note, at },
  )
  const written = [
    ...listings.add.map(({ entry }, index) => ({ entry, ...added[index] })),
    ...listings.revise.map(({ entry }, index) => ({ entry, ...revised[index] })),
    ...listings.release.map(({ entry, head }) => ({ entry, id: head.id, revisionId: head.revisionId })),
  ]
  const publish = written.flatMap(({ entry, id, revisionId }) =>
    entry.hold || id === undefined || revisionId === undefined
      ? []
      : [{ id, revisionId, organisationId: organisations.idOf(entry) }],
  )

  const publishTexts = [
    ...(await addGuidance(
      transaction,
      guidance.add.map(({ entry }) => entry),
      { author, at },
    )),
    ...(await reviseGuidance(
      transaction,
      guidance.revise.map(({ entry, head }) => ({
        id: head.id,
        parent: { id: head.revisionId, number: head.revisionNumber },
        content: entry.content,
      })),
      { author, note, at },
    )),
    ...guidance.release.map(({ head }) => ({ id: head.id, revisionId: head.revisionId })),
  ]

  const readdressed = await findListingsShown(
    transaction,
    organisations.addresses.map(({ id }) => id),
  )
  const published = (subject: DirectoryChange['subject'], ids: readonly string[]): DirectoryChange[] =>
    ids.map((subjectId) => ({ subject, subjectId, action: 'published' }))
  const listingIds = new Set([...publish.map((listing) => listing.id), ...readdressed])
  const changes = [
    ...published('listing', [...listingIds]),
    ...published(
      'guidance',
      publishTexts.map((entry) => entry.id),
    ),
    ...published(
      'label_set',
      labelSets.save.map(({ entry }) => entry.locale),
    ),
  ]
  if (changes.length === 0) return null
  const version = await takeDirectoryVersion(transaction, changes, at)
  await publishListings(transaction, publish, { version, at })
  await stampListings(transaction, readdressed, version)
  await publishGuidance(transaction, publishTexts, { version, at })
  await saveLabelSets(
    transaction,
    labelSets.save.map(({ entry }) => entry),
    { version, at },
  )
  return version
}
