import { DatabaseFault } from '../database-fault.ts'
import { lookupRole, publishedViews } from './lookup-role.ts'

/** Refusals of PostgreSQL that a grant or another login mends: of a role, a relation or a setting, not a lost connection. */
const refusals = /^(?:28|42|3D|22023)/

/** What an operator is told when the published directory cannot be read: why, and what to do where it is about rights. */
export function describeFault(error: unknown): DatabaseFault {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const reason = error instanceof Error && error.message !== '' ? error.message : code === '' ? 'no answer' : code
  const remedy = refusals.test(code)
    ? ` The login of DATABASE_URL must be able to switch to the role ${lookupRole}, or LOOKUP_DATABASE_URL name a login that can read ` +
      `the views ${publishedViews.slice(0, -1).join(', ')} and ${publishedViews.at(-1)}.`
    : ''
  return new DatabaseFault(`The published directory cannot be read: ${reason}.${remedy}`, { cause: error })
}
