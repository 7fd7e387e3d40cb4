import type { Transaction } from '../../db/transaction.ts'
import { listingContent } from '../../help/listing-content.ts'
import type { Channel, ListingContent } from '../../help/listing-content.ts'
import { lifeCommands } from '../life/life-commands.ts'
import type { Life, Living } from '../life/living.ts'
import { checkListing } from '../publication/check-listing.ts'
import { findConcerns } from '../publication/find-concerns.ts'
import { findReserved } from '../publication/find-reserved.ts'
import { keepsFromMinors } from '../publication/keeps-from-minors.ts'
import type { OtherNumber } from '../publication/number-concerns.ts'

/** How listings live. */
export const listingLife: Life<ListingContent> = {
  noun: 'listing',
  content: listingContent.meta({ id: 'ListingContentSent', description: 'What a listing says, as it is sent: the whole of it.' }),
  check: checkListing,
  async findConcerns(transaction, living, published, next) {
    return findConcerns(published, next, {
      organisationUrl: await organisationUrl(transaction, living),
      numbers: await otherNumbers(transaction, living, next.countries),
    })
  },
  async findReserved(transaction, living, published, next) {
    return findReserved(published, next, keepsFromMinors(next) ? await contactsOfOthers(transaction, living) : [])
  },
}

export const listingCommands = lifeCommands(listingLife)

async function organisationUrl(transaction: Transaction, { organisationId }: Living): Promise<string | null> {
  if (organisationId === null) return null
  const organisation = await transaction.organisation.findUnique({ where: { id: organisationId }, select: { url: true } })
  return organisation?.url ?? null
}

/** Numbers that the public sees in other listings of these countries, each once for each of them. */
async function otherNumbers(transaction: Transaction, { id }: Living, countries: readonly string[]): Promise<OtherNumber[]> {
  return transaction.$queryRaw<OtherNumber[]>`
    SELECT DISTINCT channel ->> 'value' AS "value", country AS "country"
    FROM "listing"
    JOIN "listing_revision" AS revision ON revision."id" = "listing"."published_revision_id",
      jsonb_array_elements(revision."content" -> 'channels') AS channel, unnest("listing"."countries") AS country
    WHERE "listing"."state" = 'published' AND "listing"."countries" && ${[...countries]} AND "listing"."id" <> ${id}::uuid
      AND country = ANY(${[...countries]}) AND channel ->> 'type' IN ('phone', 'sms', 'whatsapp')`
}

/** Contacts that minors are shown in listings of other organisations, in any country: short codes are the same in many. */
async function contactsOfOthers(transaction: Transaction, { id, organisationId }: Living): Promise<Pick<Channel, 'type' | 'value'>[]> {
  return transaction.$queryRaw<Pick<Channel, 'type' | 'value'>[]>`
    SELECT DISTINCT channel ->> 'type' AS "type", channel ->> 'value' AS "value"
    FROM "listing"
    JOIN "listing_revision" AS revision ON revision."id" = "listing"."published_revision_id",
      jsonb_array_elements(revision."content" -> 'channels') AS channel
    WHERE "listing"."state" = 'published' AND "listing"."id" <> ${id}::uuid AND "listing"."organisation_id" IS DISTINCT FROM ${organisationId}::uuid
      AND ("listing"."kind" <> 'prevention_service' OR (revision."content" ->> 'youthPrevention')::boolean)`
}
