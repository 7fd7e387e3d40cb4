import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Child } from './processes/fork-child.ts'

/** Does something, and writes where the time of a process went meanwhile into a file that Chrome's developer tools open. */
export async function writeProfile<T>(child: Child, file: string, work: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true })
  await child.ask('start_profile')
  const result = await work()
  await writeFile(file, await child.ask<string>('stop_profile'))
  return result
}
