import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ImportFault } from './import-fault.ts'
import { ImportStopped } from './import-stopped.ts'

/** The files of an import; null where the folder has none of that name. */
export type ImportFolder = {
  listings: ImportFile | null
  emergencyNumbers: ImportFile | null
  guidance: ImportFile | null
  /** One file a language, in the order of their names. */
  texts: ImportFile[]
  /** SHA-256 of all names and bytes, in hexadecimal. */
  digest: string
}
export type ImportFile = { name: string; text: string }

/** In the order of the report. */
export const lineFiles: readonly string[] = ['listings.jsonl', 'emergency-numbers.jsonl', 'guidance.jsonl']

/**
 * Reads the files of an import (seed/README.md says which), of which some may be missing.
 * @throws ImportStopped when none is there, one is not UTF-8, or one has a name that no import knows.
 */
export async function readFolder(folder: string): Promise<ImportFolder> {
  const digest = createHash('sha256')
  const faults: ImportFault[] = []
  const stop = (file: string, reason: string) => void faults.push({ file, line: null, field: '', reason, effect: 'stopped' })

  async function namesIn(name: string): Promise<string[]> {
    try {
      return (await readdir(path.join(folder, name))).toSorted()
    } catch (error) {
      if (!isMissing(error)) stop(name, reasonOf(error))
      else if (name === '') stop(name, 'is missing')
      return []
    }
  }
  async function read(name: string): Promise<ImportFile | null> {
    try {
      const bytes = await readFile(path.join(folder, name))
      digest.update(`${name}\0${bytes.length}\0`).update(bytes)
      return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
    } catch (error) {
      if (!isMissing(error)) stop(name, reasonOf(error))
      return null
    }
  }

  for (const name of await namesIn('')) {
    if (name.endsWith('.jsonl') && !lineFiles.includes(name)) stop(name, `is no file of an import; those are ${lineFiles.join(', ')}`)
  }
  if (faults.length > 0) throw new ImportStopped(folder, faults)

  const listings = await read('listings.jsonl')
  const emergencyNumbers = await read('emergency-numbers.jsonl')
  const guidance = await read('guidance.jsonl')
  const texts: ImportFile[] = []
  for (const name of await namesIn('texts')) {
    const file = name.endsWith('.json') ? await read(`texts/${name}`) : null
    if (file !== null) texts.push(file)
  }
  const isEmpty = listings === null && emergencyNumbers === null && guidance === null && texts.length === 0
  if (isEmpty && faults.length === 0) stop('', `holds none of ${lineFiles.join(', ')} and texts/*.json`)
  if (faults.length > 0) throw new ImportStopped(folder, faults)
  return { listings, emergencyNumbers, guidance, texts, digest: digest.digest('hex') }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return 'is not UTF-8 text'
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`
}
