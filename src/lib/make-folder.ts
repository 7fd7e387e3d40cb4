import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Makes a folder and those above it that are missing, one after the other. Not by `mkdir` with `recursive`: on a file system that takes
 * no new folders and answers that the parent is missing, as `/proc` does, Node tries again for ever.
 *
 * @throws Error naming the folder that cannot be made, or what stands in its place.
 */
export async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = []
  let existing = path.resolve(folder)
  let found = await stat(existing, { throwIfNoEntry: false })
  while (found === undefined && existing !== path.dirname(existing)) {
    missing.unshift(existing)
    existing = path.dirname(existing)
    found = await stat(existing, { throwIfNoEntry: false })
  }
  if (found?.isDirectory() !== true) throw new Error(`${existing} is not a folder`)
  for (const next of missing) await makeOne(next)
}

async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    // Another process was faster.
    if ((await stat(folder, { throwIfNoEntry: false }))?.isDirectory() === true) return
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`no folder can be made in ${path.dirname(folder)}: ${reason}`, { cause: error })
  }
}
