import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ImportFault } from './import-fault.ts'
import { ImportStopped } from './import-stopped.ts'

export type ImportFolder = {
  listings: ImportFile
  emergencyNumbers: ImportFile
  guidance: ImportFile
  /** One file a language, in the order of their names. */
  texts: ImportFile[]
  /** SHA-256 of all names and bytes, in hexadecimal. */
  digest: string
}
export type ImportFile = { name: string; text: string }

/** Reads the files of an import (seed/README.md says which). Throws `ImportStopped` when one is missing or is not UTF-8. */
export async function readFolder(folder: string): Promise<ImportFolder> {
  const digest = createHash('sha256')
  const faults: ImportFault[] = []

  async function read(name: string): Promise<ImportFile> {
    let text = ''
    try {
      const bytes = await readFile(path.join(folder, name))
      digest.update(`${name}\0${bytes.length}\0`).update(bytes)
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch (error) {
      const reason = error instanceof TypeError ? 'is not UTF-8 text' : reasonOf(error)
      faults.push({ file: name, line: null, field: '', reason, effect: 'stopped' })
    }
    return { name, text }
  }

  const listings = await read('listings.jsonl')
  const emergencyNumbers = await read('emergency-numbers.jsonl')
  const guidance = await read('guidance.jsonl')
  const texts: ImportFile[] = []
  try {
    const names = (await readdir(path.join(folder, 'texts'))).filter((name) => name.endsWith('.json')).toSorted()
    if (!names.includes('en.json'))
      faults.push({ file: 'texts/en.json', line: null, field: '', reason: 'is missing', effect: 'stopped' })
    for (const name of names) texts.push(await read(`texts/${name}`))
  } catch (error) {
    faults.push({ file: 'texts', line: null, field: '', reason: reasonOf(error), effect: 'stopped' })
  }
  if (faults.length > 0) throw new ImportStopped(folder, faults)
  return { listings, emergencyNumbers, guidance, texts, digest: digest.digest('hex') }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'is missing'
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`
}
