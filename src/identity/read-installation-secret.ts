import type { Database } from '../db/client.ts'
import { newSecret } from '../lib/secret.ts'

/** The secret that signs cookies and encrypts second factors. The first node that asks makes it; all nodes have the same. */
export async function readInstallationSecret({ prisma }: Database, now: Date): Promise<string> {
  const found = await prisma.signInSecret.findUnique({ where: { id: 1 } })
  if (found !== null) return found.secret
  await prisma.signInSecret.createMany({ data: { id: 1, secret: newSecret(), createdAt: now }, skipDuplicates: true })
  return (await prisma.signInSecret.findUniqueOrThrow({ where: { id: 1 } })).secret
}
