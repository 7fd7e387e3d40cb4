import type { Database } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { findLastImport } from '../../directory/audit/find-last-import.ts'
import { recordAudit } from '../../directory/audit/record-audit.ts'
import { applyImport } from './apply-import.ts'
import { checkRows } from './check-rows.ts'
import { planImport } from './plan-import.ts'
import { readFolder } from './read-folder.ts'
import { type ImportReport, reportImport } from './report-import.ts'

/** Part of the digest: to be raised when the same files would give other content, so that they are read again. */
const contentRules = 1

/** Any number that no other lock of this product uses: nodes that start at once import one after the other. */
const lock = 7_201_934

const skipped: ImportReport = { skipped: true, files: [], drafts: 0, faults: [], directoryVersion: null }

/**
 * Imports a folder of seed files: reads, checks, plans, applies and reports, all in one transaction, so that it is imported or
 * not. The same files again change nothing, and cost next to nothing. One audit row tells what was imported.
 * @param actor under whose name revisions are written; a listing whose last revision is by somebody else counts as edited
 * @throws ImportStopped when a file is missing or a line is not a row; then nothing was changed
 */
export async function importSeed({
  database,
  folder,
  now,
  actor,
}: {
  database: Database
  folder: string
  now: Date
  actor: string
}): Promise<ImportReport> {
  const files = await readFolder(folder)
  const digest = `${contentRules}:${files.digest}`
  if ((await findLastImport(database.prisma)) === digest) return skipped

  const rows = checkRows(files, folder, now.getUTCFullYear())
  return inTransaction(database, async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${lock})`
    if ((await findLastImport(transaction)) === digest) return skipped
    const plan = await planImport(transaction, rows, { author: actor, at: now })
    const version = await applyImport(transaction, plan, { author: actor, at: now })
    const report = reportImport(rows, plan, version === null ? null : Number(version))
    const { directoryVersion, files: counts, drafts } = report
    await recordAudit(transaction, {
      at: now,
      actor,
      action: 'import',
      subject: 'import',
      after: { digest, directoryVersion, files: counts, drafts },
    })
    return report
  })
}
