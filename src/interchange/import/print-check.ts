import path from 'node:path'
import type { FolderCheck } from './check-folder.ts'
import { listMisfits } from './list-misfits.ts'

/** The check as lines for a person: the numbers of each file, then everything that does not fit. */
export function printCheck({ folder, files, faults }: FolderCheck): string {
  const lines = files.map(({ file, read, fit, refused }) => `${path.join(folder, file)}: ${read} read, ${fit} fit, ${refused} refused`)
  return [...lines, ...(faults.length === 0 ? ['Everything fits.'] : listMisfits(faults, folder))].join('\n')
}
