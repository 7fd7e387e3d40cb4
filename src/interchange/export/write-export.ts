import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Directory } from '../../help/directory.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { ExportFault } from './export-fault.ts'
import { openExportFolder } from './export-folder.ts'
import { firstEnd } from './first-end.ts'
import { hasCode } from './has-code.ts'
import { printHeaders } from './headers-file.ts'
import { listFiles } from './list-files.ts'
import type { ExportedFile, ExportScope } from './list-files.ts'
import { printManifest } from './manifest.ts'
import type { ManifestFile, ManifestHead } from './manifest.ts'

export type ExportParts = ExportScope & {
  directory: Directory
  settings: ServingSettings
  /** The instant for which everything is answered. */
  now: Date
  /** The folder of exports. */
  out: string
  /** Address of the public API, to stand before the paths in the manifest; empty for none. */
  base: string
  /** The bytes that the public API answers with status 200 to a path and query, at `now`, from `directory`. */
  answer: (url: string) => Promise<Uint8Array>
  /** What the public API sends with every answer. */
  headers: Readonly<Record<string, string>>
  /** Called once, before the first file, with their number. */
  onStart?: (files: number) => void
}

export type ExportReport = { folder: string; manifest: ManifestHead }

/** Files that are written at the same time. */
const atOnce = 16

/**
 * Writes what the public API answers as files that any host of static files can serve, all of one directory version and one instant, and
 * makes them the newest export of the folder at one stroke. Equal directories, settings and instants give equal bytes.
 *
 * @throws ExportFault for trouble that an operator can mend; whatever is thrown, the export before is whole.
 */
export async function writeExport(parts: ExportParts): Promise<ExportReport> {
  const planned = [...listFiles(parts.directory, parts)]
  const { workFolder, publish, discard } = await openExportFolder(parts.out)
  try {
    parts.onStart?.(planned.length)
    const files = await writeAnswers(planned, workFolder, parts)
    const head = describe(files, parts)
    const manifest = printManifest(head, files)
    await writeFile(path.join(workFolder, '_headers'), printHeaders(parts.headers))
    await writeFile(path.join(workFolder, 'manifest.json'), manifest)
    const name = `${head.directoryVersion}-${digestOf(manifest).slice(0, 12)}`
    await publish(name)
    return { folder: path.join(parts.out, name), manifest: head }
  } catch (error) {
    await discard()
    if (!hasCode(error, 'ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO')) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ExportFault(`The export to ${parts.out} could not be written: ${reason}. Make room there, or name another folder with --out.`, {
      cause: error,
    })
  }
}

async function writeAnswers(planned: readonly ExportedFile[], folder: string, { answer, base }: ExportParts): Promise<ManifestFile[]> {
  const folders = new Set(planned.map((file) => path.posix.dirname(file.path)))
  for (const name of folders) await mkdir(path.join(folder, name), { recursive: true })
  const files: ManifestFile[] = []
  for (let start = 0; start < planned.length; start += atOnce) {
    const answered: { file: ExportedFile; bytes: Uint8Array }[] = []
    for (const file of planned.slice(start, start + atOnce)) answered.push({ file, bytes: await answer(file.url) })
    // All are waited for, so that nothing is written any more when the folder is removed after a fault.
    const written = await Promise.allSettled(answered.map(({ file, bytes }) => writeFile(path.join(folder, file.path), bytes)))
    for (const result of written) if (result.status === 'rejected') throw result.reason
    files.push(...answered.map(({ file, bytes }) => describeFile(file, bytes, base)))
  }
  return files
}

function describeFile(file: ExportedFile, bytes: Uint8Array, base: string): ManifestFile {
  const answer = JSON.parse(Buffer.from(bytes).toString()) as { nextChange?: string | null; validUntil?: string }
  return {
    path: file.path,
    url: `${base}${file.url}`,
    sha256: digestOf(bytes),
    bytes: bytes.length,
    language: file.locale,
    nextChange: answer.nextChange ?? null,
    validUntil: answer.validUntil ?? null,
  }
}

function digestOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function describe(files: readonly ManifestFile[], { directory, settings, countries, now }: ExportParts): ManifestHead {
  const end = firstEnd(directory, countries, now, settings)
  const ends = [...files.map(({ validUntil }) => validUntil), end?.toISOString() ?? null]
  const [validUntil] = sorted(ends)
  const [nextChange] = sorted(files.map((file) => file.nextChange))
  if (validUntil === undefined) throw new Error('every country has a bundle, and every bundle an end')
  return {
    format: 1,
    directoryVersion: directory.version,
    changedAt: directory.changedAt.toISOString(),
    exportedAt: now.toISOString(),
    validUntil,
    nextChange: nextChange ?? null,
    countries: [...new Set(countries)].sort(),
    locales: [...new Set(files.map(({ language }) => language))].sort(),
    fileCount: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
  }
}

/** Instants as answers write them are in the order of time when they are in that of their letters. */
function sorted(instants: readonly (string | null)[]): string[] {
  return instants.filter((instant) => instant !== null).sort()
}
