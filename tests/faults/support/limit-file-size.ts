import { runCommand } from '../../../src/db/embedded/run-command.ts'

/** Whether a limit can be set to a process that runs: only Linux can. */
export const canLimitFileSize = process.platform === 'linux'

/**
 * Lets a running process write no file beyond a size, as a full disk would: the write fails half-way.
 *
 * @param bytes null to take the limit away
 */
export async function limitFileSize(pid: number, bytes: number | null): Promise<void> {
  await runCommand('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`], null)
}
