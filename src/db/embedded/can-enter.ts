import type { Account } from './choose-account.ts'
import { runCommand } from './run-command.ts'

/** True when the account can enter a folder: a private home above it would keep it out. */
export async function canEnter(folder: string, account: Account | null): Promise<boolean> {
  if (account === null) return true
  try {
    await runCommand('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account)
    return true
  } catch {
    return false
  }
}
