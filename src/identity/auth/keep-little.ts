import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth/types'
import { digestOf } from '../../lib/secret.ts'
import { currentFlow } from './sign-in-flow.ts'

type Row = Record<string, unknown>

/** What the library would store and we do not: where somebody is, with which device, and the tokens of the OpenID provider. */
const notKept: Readonly<Record<string, readonly string[]>> = {
  session: ['ipAddress', 'userAgent'],
  account: ['accessToken', 'refreshToken', 'idToken', 'accessTokenExpiresAt', 'refreshTokenExpiresAt', 'scope'],
}

/**
 * The database of the library, which keeps as little as it can: no address, no device, no tokens of others, and of the token of a
 * session its digest only, so that whoever reads the database cannot sign in.
 */
export function keepLittle(adapter: DBAdapter): DBAdapter {
  return {
    ...adapter,
    ...keepLittleOf(adapter),
    transaction: (work) => adapter.transaction((inner) => work({ ...inner, ...keepLittleOf(inner) })),
  }
}

function keepLittleOf(adapter: DBTransactionAdapter): Omit<DBTransactionAdapter, 'id' | 'options' | 'createSchema' | 'count'> {
  return {
    create: async ({ data, ...rest }) => giveToken(await noteFault(adapter.create({ ...rest, data: stored(rest.model, data) as typeof data })), tokenIn(rest.model, data)),
    findOne: async (query) => giveToken(await noteFault(adapter.findOne(digested(query))), tokenWanted(query)),
    findMany: (query) => noteFault(adapter.findMany(digested(query))),
    update: async ({ update, ...rest }) =>
      giveToken(await noteFault(adapter.update({ ...digested(rest), update: stored(rest.model, update) })), tokenIn(rest.model, update) ?? tokenWanted(rest)),
    updateMany: ({ update, ...rest }) => noteFault(adapter.updateMany({ ...digested(rest), update: stored(rest.model, update) })),
    delete: (query) => noteFault(adapter.delete(digested(query))),
    deleteMany: (query) => noteFault(adapter.deleteMany(digested(query))),
    consumeOne: async (query) => giveToken(await noteFault(adapter.consumeOne(digested(query))), tokenWanted(query)),
    incrementOne: async (query) => giveToken(await noteFault(adapter.incrementOne(digested(query))), tokenWanted(query)),
  }
}

/** The library takes a database that does not answer for one that has nothing, at some places: the fault is noted for whoever asked. */
async function noteFault<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    const flow = currentFlow()
    if (flow !== null) flow.fault ??= error
    throw error
  }
}

function stored(model: string, data: Row): Row {
  const flow = currentFlow()
  if (model === 'account' && flow !== null && typeof data['idToken'] === 'string') flow.idToken = data['idToken']
  const kept = Object.entries(data).filter(([name]) => !(notKept[model]?.includes(name) ?? false))
  const token = tokenIn(model, data)
  return { ...Object.fromEntries(kept), ...(token === null ? {} : { token: digestOf(token) }) }
}

function tokenIn(model: string, data: Row): string | null {
  return model === 'session' && typeof data['token'] === 'string' ? data['token'] : null
}

function tokenWanted({ model, where }: { model: string; where?: Where[] | undefined }): string | null {
  const wanted = model === 'session' ? where?.find(({ field, operator = 'eq' }) => field === 'token' && operator === 'eq')?.value : null
  return typeof wanted === 'string' ? wanted : null
}

/** The library goes on with the token itself, which it puts into the cookie. */
function giveToken<T>(row: T, token: string | null): T {
  return row === null || token === null ? row : { ...row, token }
}

function digested<Query extends { model: string; where?: Where[] | undefined }>(query: Query): Query {
  if (query.model !== 'session' || query.where === undefined) return query
  const where = query.where.map((condition): Where => {
    if (condition.field !== 'token') return condition
    const { value } = condition
    if (typeof value === 'string') return { ...condition, value: digestOf(value) }
    if (Array.isArray(value)) return { ...condition, value: value.map((token) => digestOf(String(token))) }
    return condition
  })
  return { ...query, where }
}
