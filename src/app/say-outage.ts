import type { PublishedDirectory } from '../help/directory.ts'
import { sayFault } from './say-fault.ts'

/**
 * What the person is told who starts a server that has to do without its database.
 *
 * @param fault null when the database has not answered at all yet
 */
export function sayOutage(fault: unknown, { version, changedAt }: PublishedDirectory, writtenAt: Date | null): string {
  const reason = fault === null ? 'The database does not answer.' : sayFault(fault)
  const written = writtenAt === null ? '' : `, in the state of ${writtenAt.toISOString()}`
  return (
    `WARNING: the database cannot be used. The server answers from its snapshot file (directory version ${version} of ` +
    `${changedAt.toISOString()}${written}), and goes on trying.\n${reason}`
  )
}
