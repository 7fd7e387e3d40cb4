import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { KeptContacts } from '../../help/bands-served.ts'
import { contactKey, indexContacts } from '../../help/contact-key.ts'
import type { Channel } from '../../help/listing-content.ts'
import { roughContact } from './rough-contact.ts'

type Row = { kind: 'emergency_service' | 'prevention_service'; countries: string[]; channels: Pick<Channel, 'type' | 'value'>[]; rough: string[] }

/**
 * The published contacts that rules S2 and S5 keep for others: of prevention services for adults, and of emergency services.
 *
 * @returns also what `roughContact` says of all of them
 */
export async function readKeptContacts(transaction: Transaction): Promise<{ kept: KeptContacts; rough: string[] }> {
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT content."kind", ARRAY(SELECT jsonb_array_elements_text(content."countries")) AS "countries", content."channels",
      ARRAY(SELECT ${roughContact(Prisma.sql`channel`)} FROM jsonb_array_elements(content."channels") AS channel) AS "rough"
    FROM "listing"
    JOIN "listing_revision" AS revision ON revision."id" = listing."published_revision_id"
    CROSS JOIN LATERAL jsonb_to_record(revision."content") AS content ("kind" text, "countries" jsonb, "youthPrevention" boolean, "channels" jsonb)
    WHERE listing."state" = 'published'
      AND (listing."kind" IN ('emergency_service', 'prevention_service') OR listing."last_revision_id" <> listing."published_revision_id")
      AND (content."kind" = 'emergency_service' OR (content."kind" = 'prevention_service' AND NOT content."youthPrevention"))
    ORDER BY listing."slug"`
  const emergencyNumbers = new Map<string, ReadonlySet<string>>()
  for (const { kind, countries, channels } of rows) {
    if (kind !== 'emergency_service') continue
    // Of several, the first is the one that is shown.
    for (const country of countries) if (!emergencyNumbers.has(country)) emergencyNumbers.set(country, new Set(channels.map(({ value }) => value)))
  }
  const adultContacts = indexContacts(rows.filter(({ kind }) => kind === 'prevention_service').flatMap(({ channels }) => channels.map(contactKey)))
  return { kept: { adultContacts, emergencyNumbers }, rough: [...new Set(rows.flatMap(({ rough }) => rough))] }
}
