import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'

export interface Database {
  prisma: PrismaClient
  close: () => Promise<void>
}

/**
 * The connection pool through which commands write and editors read. What the public sees never comes through it: that is
 * `openPublished`.
 */
export function openDatabase(url: string): Database {
  const adapter = new PrismaPg({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000, application_name: 'directory' })
  const prisma = new PrismaClient({ adapter })
  return { prisma, close: () => prisma.$disconnect() }
}
