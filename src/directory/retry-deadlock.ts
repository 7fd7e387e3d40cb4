import { Prisma } from '../db/generated/client.ts'

const attempts = 5

/** Runs a transaction again that the database ended because it and another one waited for each other. Nothing of it was kept. */
export async function retryDeadlock<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (attempt === attempts || !isDeadlock(error)) throw error
    }
  }
}

function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return error.code === 'P2034' || /40P01|deadlock detected/.test(error.message)
}
