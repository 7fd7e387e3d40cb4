import { spawn } from 'node:child_process'
import type { Account } from './choose-account.ts'

/**
 * Runs a program to its end and gives what it printed.
 *
 * @param account whose rights it runs with; null for those of this process.
 * @throws Error with what the program printed, when it ends with anything but 0 or cannot be started.
 */
export async function runCommand(program: string, parameters: readonly string[], account: Account | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // The folder we stand in may be one that the account cannot enter.
      cwd: '/',
      // A Ctrl-C in the terminal is for us: what we began is finished, then stopped in order.
      detached: process.platform !== 'win32',
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(printed) : reject(new Error(printed.trim() || `${program} ended with ${code}`))))
  })
}
