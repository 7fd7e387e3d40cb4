import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'

export interface Database {
  prisma: PrismaClient
  close: () => Promise<void>
}

/**
 * The connection pool through which commands write and editors read. What the public sees never comes through it: that is
 * `openPublished`.
 *
 * @param queryTimeout milliseconds after which a statement counts as lost; an import may need minutes, a person does not wait so long
 */
export function openDatabase(url: string, { queryTimeout }: { queryTimeout?: number } = {}): Database {
  const adapter = new PrismaPg({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'directory',
    ...(queryTimeout === undefined ? {} : { query_timeout: queryTimeout }),
  })
  const prisma = new PrismaClient({ adapter })
  return { prisma, close: () => prisma.$disconnect() }
}
