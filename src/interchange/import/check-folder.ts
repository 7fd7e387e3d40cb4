import { type CheckedRows, checkRows } from './check-rows.ts'
import { countByFile } from './count-by-file.ts'
import type { ImportFault } from './import-fault.ts'
import { planOrganisations } from './plan-organisations.ts'
import { readFolder } from './read-folder.ts'
import { sortFaults } from './sort-faults.ts'

export type FolderCheck = {
  /** As it was named. */
  folder: string
  /** How the rows of each file fared: `read` is the sum of the others. */
  files: { file: string; read: number; fit: number; refused: number }[]
  /** All that an import would report, but for what conflicts with a directory. */
  faults: ImportFault[]
}

/**
 * What an import of a folder would say about its rows: reads and checks them, without a database.
 * @throws ImportStopped when the import would stop
 */
export async function checkFolder(folder: string, now: Date): Promise<FolderCheck> {
  const rows = checkRows(await readFolder(folder), folder, now.getUTCFullYear())
  const organisations = planOrganisations(rows.listings, [], now)
  return { folder, files: countRows(rows), faults: sortFaults([...rows.faults, ...organisations.faults]) }
}

function countRows(rows: CheckedRows): FolderCheck['files'] {
  const fitting = countByFile([...rows.listings, ...rows.guidance, ...rows.labelSets])
  return [...rows.read].map(([file, read]) => ({ file, read, fit: fitting(file), refused: read - fitting(file) }))
}
