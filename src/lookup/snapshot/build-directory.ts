import type { Directory, PublishedDirectory } from '../../help/directory.ts'
import { indexInSteps } from '../../help/index-directory.ts'
import { runInSlices } from '../../lib/run-in-slices.ts'

/** Builds the indexes of a directory of any size without keeping anybody waiting for long. */
export async function buildDirectory(published: PublishedDirectory): Promise<Directory> {
  const last = await runInSlices(indexInSteps(published))
  if (last.done !== true) throw new Error('stopped although nothing asked for it')
  return last.value
}
