import { readFile, readlink, realpath } from 'node:fs/promises'
import path from 'node:path'
import { runCommand } from './run-command.ts'

export interface Postmaster {
  pid: number
  port: number
}

/**
 * The server process that runs on a data folder, by the file in which PostgreSQL notes it; null when none runs.
 * After a crash of the machine the file may name a process that is something else by now: that counts as none.
 */
export async function readPostmaster(data: string): Promise<Postmaster | null> {
  const lines = await readLines(path.join(data, 'postmaster.pid'))
  const [pid, , , port] = lines.map(Number)
  if (pid === undefined || !Number.isInteger(pid) || !(await runsOn(pid, data))) return null
  return { pid, port: port === undefined || !Number.isInteger(port) ? 0 : port }
}

async function readLines(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** A server's working folder is its data folder; where that cannot be asked, its command line names it. */
async function runsOn(pid: number, data: string): Promise<boolean> {
  try {
    if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data))
    if (process.platform === 'win32') return process.kill(pid, 0)
    return (await runCommand('/bin/ps', ['-p', String(pid), '-o', 'command='], null)).includes(data)
  } catch {
    return false
  }
}
