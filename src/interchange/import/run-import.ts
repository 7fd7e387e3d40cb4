import packageFile from '../../../package.json' with { type: 'json' }
import type { Database } from '../../db/client.ts'
import { locks } from '../../db/locks.ts'
import { inTransaction, type Transaction } from '../../db/transaction.ts'
import { listImports } from '../../directory/audit/list-imports.ts'
import { recordAudit } from '../../directory/audit/record-audit.ts'
import { applyImport } from './apply-import.ts'
import { checkRows } from './check-rows.ts'
import { type ImportSource, importSources } from './import-source.ts'
import { importedBefore } from './imported-before.ts'
import { planImport } from './plan-import.ts'
import { readFolder } from './read-folder.ts'
import { type ImportReport, reportImport } from './report-import.ts'

/** Part of the digest: to be raised when the same files would give other content, so that they are read again. */
const contentRules = 1

/**
 * Imports a folder of files (seed/README.md says which): reads, checks, plans, applies and reports, all in one transaction, so that
 * it is imported or not. The same files again change nothing, and cost next to nothing; nor does a seed that a newer one has followed
 * (`importedBefore`). One audit row tells what was imported.
 * @param folder as it is to be named in the report
 * @param source under whose name revisions are written, and whose may be replaced
 * @param release that brings the files of a seed
 * @throws ImportStopped when nothing can be imported from the folder or a line is not a row; then nothing was changed
 */
export async function runImport({
  database,
  folder,
  now,
  source,
  release = packageFile.version,
}: {
  database: Database
  folder: string
  now: Date
  source: ImportSource
  release?: string
}): Promise<ImportReport> {
  const { actor, replaces } = importSources[source]
  const files = await readFolder(folder)
  const digest = `${contentRules}:${files.digest}`
  const given = { digest, release: source === 'seed' ? release : null }
  const skip = async (from: Transaction | Database['prisma']): Promise<ImportReport | null> => {
    const before = importedBefore(given, await listImports(from, replaces))
    if (before === 'no') return null
    return { folder, skipped: true, superseded: before === 'superseded', files: [], drafts: 0, faults: [], directoryVersion: null }
  }
  const skipped = await skip(database.prisma)
  if (skipped !== null) return skipped

  const rows = checkRows(files, folder, now.getUTCFullYear())
  return inTransaction(database, async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${locks.import})`
    // Another node may have imported since.
    const late = await skip(transaction)
    if (late !== null) return late
    const plan = await planImport(transaction, rows, { authors: replaces, at: now })
    const version = await applyImport(transaction, plan, { author: actor, at: now })
    const report = reportImport(folder, rows, plan, version === null ? null : Number(version))
    const { directoryVersion, files: counts, drafts } = report
    await recordAudit(transaction, {
      at: now,
      actor,
      action: 'import',
      subject: 'import',
      after: {
        ...given,
        directoryVersion,
        files: counts,
        drafts,
        // Neither has revisions that would tell who wrote it last.
        organisations: [...plan.organisations.add, ...plan.organisations.addresses].map(({ id }) => id),
        labelSets: plan.labelSets.save.map(({ entry }) => entry.locale),
      },
    })
    return report
  })
}
