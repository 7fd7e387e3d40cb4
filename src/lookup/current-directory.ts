import type { Directory } from '../help/directory.ts'
import { ProblemError } from '../lib/errors.ts'
import type { LookupContext } from './context.ts'

/** The directory to answer this request from. One request takes it once, so that its answer is of one version. */
export function currentDirectory({ snapshot }: LookupContext): Directory {
  const directory = snapshot.current()
  if (directory === null || directory.version === 0) {
    throw new ProblemError('directory_not_loaded', 'The directory is not loaded yet. Try again in a few seconds.', {
      headers: { 'retry-after': '2' },
    })
  }
  return directory
}
