import { Prisma } from '../../db/generated/client.ts'

/**
 * Of a channel as JSON what all spellings of its contact have in common: the last digits of a number, the host of a page. Contacts that are the
 * same have the same; whether those that have the same are, `help/contact-key.ts` says.
 */
export function roughContact(channel: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(CASE
    WHEN ${channel} ->> 'type' IN ('phone', 'sms', 'whatsapp') THEN right(regexp_replace(${channel} ->> 'value', '[^0-9*#]', '', 'g'), 4)
    ELSE coalesce(substring(lower(${channel} ->> 'value') from '^[a-z]+://(?:www[.])?([^/:?#]+)'), lower(${channel} ->> 'value'))
  END)`
}
