import type { Database } from '../../db/client.ts'

/** Sessions that ended, sign-ins that were never finished, and attempts that are long past: nothing asks for them any more. */
export async function forgetEndedSignIns({ prisma }: Database, now: Date): Promise<number> {
  const past = { where: { expiresAt: { lte: now } } }
  const counts = [await prisma.signInSession.deleteMany(past), await prisma.signInToken.deleteMany(past), await prisma.signInPace.deleteMany(past)]
  return counts.reduce((sum, { count }) => sum + count, 0)
}
