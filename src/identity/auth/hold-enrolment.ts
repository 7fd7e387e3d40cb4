import type { DBAdapter, DBTransactionAdapter } from 'better-auth/types'
import { currentFlow } from './sign-in-flow.ts'

/** What the library calls the table of second factors. */
const secondFactor = 'twoFactor'

type Query = Parameters<DBTransactionAdapter['findOne']>[0]

/**
 * The database of the library, in which a second factor that is being set up is found and written nowhere but in the call that is about
 * it. The library writes it down at once, and so in place of the one that is in force; it becomes one in `keep-second-factor.ts`.
 *
 * New backup codes are held back in the same way: the session that asked may have ended while its password was looked at.
 *
 * Also notes which secret a code is compared with, for whoever has to know whether that was replaced meanwhile.
 */
export function holdEnrolment(adapter: DBAdapter): DBAdapter {
  return { ...adapter, ...holding(adapter), transaction: (work) => adapter.transaction((inner) => work({ ...inner, ...holding(inner) })) }
}

function holding(adapter: DBTransactionAdapter): Pick<DBTransactionAdapter, 'create' | 'findOne' | 'update'> {
  return {
    async create<T extends Record<string, unknown>, R = T>(query: Parameters<typeof adapter.create<T, R>>[0]): Promise<R> {
      const held = query.model === secondFactor ? (currentFlow()?.enrolment ?? null) : null
      if (held === null) return adapter.create<T, R>(query)
      const { userId, secret, backupCodes } = query.data as Record<string, unknown>
      if (userId !== held.editorId || typeof secret !== 'string' || typeof backupCodes !== 'string') throw unexpected()
      held.factor = { secret, backupCodes }
      return query.data as R
    },
    async update<T>(query: Parameters<DBTransactionAdapter['update']>[0]): Promise<T | null> {
      const held = currentFlow()?.backupCodes ?? null
      const codes = query.update['backupCodes']
      if (query.model !== secondFactor || held === null || typeof codes !== 'string') return adapter.update<T>(query)
      held.stored = codes
      return null
    },
    async findOne<T>(query: Query): Promise<T | null> {
      if (query.model !== secondFactor) return adapter.findOne<T>(query)
      const flow = currentFlow()
      if (flow === null || flow.enrolment === null) {
        const found = await adapter.findOne<T>(query)
        if (flow !== null) flow.secretCompared = (found as { secret?: string } | null)?.secret ?? null
        return found
      }
      const { editorId, factor } = flow.enrolment
      if (query.where.length !== 1 || query.where[0]?.field !== 'userId' || query.where[0].value !== editorId) throw unexpected()
      // As if it were in force: the library compares the code, and has nothing to write.
      return factor === null ? null : ({ id: 'held', userId: editorId, ...factor, verified: true } as T)
    },
  }
}

function unexpected(): Error {
  return new Error('The sign-in library asked for the second factor of somebody else, or in another way than it used to.')
}
