import path from 'node:path'
import type { Directory } from '../../help/directory.ts'
import { labelLocales } from '../../help/label.ts'
import { negotiateLocale } from '../../help/negotiate-locale.ts'
import { ExportFault } from '../../interchange/export/export-fault.ts'
import { writeExport } from '../../interchange/export/write-export.ts'
import { everyAnswer } from '../add-headers.ts'
import { readConfig } from '../config.ts'
import type { Command } from './command.ts'
import { openExportAnswers } from './export-answers.ts'
import { readExportArguments, usage } from './export-arguments.ts'
import { readExportSource } from './export-source.ts'

/** A file cannot tell how long it is right, so caches ask again each minute, as for the public API. */
const headers = { ...everyAnswer, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=60' }

export const exportDirectory: Command = {
  parameters: ['--out <folder>'],
  readsOptions: true,
  usage,
  meaning: 'Write what the public API answers as files for a host of static files; see docs/static-export.md.',
  async run(values, print) {
    const begun = performance.now()
    const { out, countries, locales, base } = readExportArguments(values)
    const config = readConfig()
    const now = new Date()
    const directory = await readExportSource(config, now, print)
    refuseUnknownLocales(directory, locales ?? [])
    const { answer, close } = await openExportAnswers(directory, config, now)
    try {
      const onStart = (files: number) => print(`Writing ${files} files of directory version ${directory.version} to ${out}.`)
      const parts = { directory, settings: config, now, countries, locales, base, out: path.resolve(out), answer, headers, onStart }
      const { folder, manifest } = await writeExport(parts)
      const seconds = ((performance.now() - begun) / 1000).toFixed(1)
      print(
        `Exported ${manifest.countries.length} countries in ${manifest.locales.length} languages: ${manifest.fileCount} files, ` +
          `${(manifest.bytes / 1e6).toFixed(1)} MB, ${seconds} seconds.\n` +
          `Serve ${path.join(path.dirname(folder), 'latest')}, which is ${path.basename(folder)} now.\n` +
          `Export again before ${manifest.validUntil}: nothing of it may be served from then on. ` +
          `Hours are right until ${manifest.nextChange ?? 'then'}.`,
      )
      return 0
    } finally {
      await close()
    }
  },
}

/** A language without answers would be exported in another one, in silence. */
function refuseUnknownLocales(directory: Directory, locales: readonly string[]): void {
  const answered = labelLocales(directory)
  const elsewhere = ['related_language', 'fallback']
  const unknown = locales.filter((locale) => elsewhere.includes(negotiateLocale([locale], answered, null).match))
  if (unknown.length === 0) return
  throw new ExportFault(`Nothing was exported: there are no answers in ${unknown.join(', ')}. There are in ${answered.join(', ')}.`)
}
