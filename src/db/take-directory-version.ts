import type { ChangeAction, ChangeSubject } from './generated/client.ts'
import type { Transaction } from './transaction.ts'

/** One thing of the directory that the public will see differently. */
export interface DirectoryChange {
  subject: ChangeSubject
  /** The id of a listing or guidance, the locale of a label set. */
  subjectId: string
  action: ChangeAction
}

/**
 * Takes the next directory version for changes of what the public sees, and notes them. The database lets no row of theirs become
 * visible, change or vanish without it, so this comes before those statements; their `directory_version` is the number returned.
 *
 * The row of the version stays locked until the transaction ends: versions are gap-free and in the order of commits, and what else
 * takes one waits. So do the slow work before.
 *
 * @param at when the change was made, by the clock of the command.
 */
export async function takeDirectoryVersion(transaction: Transaction, changes: readonly DirectoryChange[], at: Date): Promise<bigint> {
  if (changes.length === 0) throw new Error('A directory version without a change would wake every copy for nothing.')
  const { version } = await transaction.directoryHead.update({ where: { id: 1 }, data: { version: { increment: 1 } } })
  await transaction.directoryChange.createMany({
    data: changes.map(({ subject, subjectId, action }) => ({ version, subject, subjectId, action, at })),
  })
  return version
}
