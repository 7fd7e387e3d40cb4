import { Prisma } from '../db/generated/client.ts'

/** The condition of a query that shows what lies within somebody's reach (`reachOf`) and nothing else. */
export function withinReach(reach: readonly string[] | null, organisationId: Prisma.Sql): Prisma.Sql {
  return reach === null ? Prisma.sql`true` : Prisma.sql`${organisationId} = ANY(${[...reach]}::uuid[])`
}
