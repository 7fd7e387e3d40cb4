import type { z } from 'zod'
import { plainWords } from '../formats/plain-words.ts'
import { jsonPointer } from '../formats/row-fault.ts'
import type { ImportFault } from './import-fault.ts'
import { firstBrokenLine, locate, repeatedKeys } from './json-places.ts'
import type { ImportFile } from './read-folder.ts'

export type Row<T> = { file: string; line: number; row: T }

/** The rows of a JSON Lines file and, for lines that are not such rows, faults that stop the import. Empty lines are none, as is no file. */
export function readLines<T>(file: ImportFile | null, schema: z.ZodType<T>): { rows: Row<T>[]; faults: ImportFault[] } {
  const rows: Row<T>[] = []
  const faults: ImportFault[] = []
  file?.text.split('\n').forEach((text, index) => {
    if (text.trim() === '') return
    const read = readRow(text, schema)
    if ('row' in read) rows.push({ file: file.name, line: index + 1, row: read.row })
    else faults.push(...read.faults.map((fault) => ({ ...fault, file: file.name, line: index + 1, effect: 'stopped' as const })))
  })
  return { rows, faults }
}

/** A file that is one JSON document: its row, or faults with the line where each stands. */
export function readDocument<T>(file: ImportFile, schema: z.ZodType<T>): { rows: Row<T>[]; faults: ImportFault[] } {
  const read = readRow(file.text, schema)
  if ('row' in read) return { rows: [{ file: file.name, line: 1, row: read.row }], faults: [] }
  const lineOf = locate(file.text)
  return {
    rows: [],
    faults: read.faults.map((fault) => ({ line: lineOf(fault.field), ...fault, file: file.name, effect: 'stopped' as const })),
  }
}

type ReadFault = { line?: number; field: string; reason: string }

function readRow<T>(text: string, schema: z.ZodType<T>): { row: T } | { faults: ReadFault[] } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { faults: [{ line: firstBrokenLine(text), field: '', reason: `is not JSON (${reason})` }] }
  }
  const repeated = repeatedKeys(text)
  if (repeated.length > 0) {
    return { faults: repeated.map(({ path, line }) => ({ line, field: jsonPointer(path), reason: 'stands twice' })) }
  }
  const result = schema.safeParse(value, { error: plainWords })
  if (result.success) return { row: result.data }
  return { faults: result.error.issues.map((issue) => ({ field: jsonPointer(issue.path), reason: issue.message })) }
}
