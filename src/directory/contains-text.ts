import { Prisma } from '../db/generated/client.ts'

/** Whether a column contains what somebody typed, in any case; `%`, `_` and `\` are letters as any other. */
export function containsText(column: Prisma.Sql, text: string): Prisma.Sql {
  return Prisma.sql`${column} ILIKE ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`}`
}
