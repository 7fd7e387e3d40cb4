import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { caseFile } from './case-file.ts'
import type { CaseFile, ConformanceCase } from './case-file.ts'

export const conformanceFolder = path.join(import.meta.dirname, '../../openapi/conformance')

const others = new Set(['directory.json', 'withheld.json', 'case-file.schema.json'])

/** Every file of cases, in the order of their names. Throws for one that is not what case-file.ts says. */
export function readCaseFiles(): { file: string; content: CaseFile }[] {
  return readdirSync(conformanceFolder)
    .filter((name) => name.endsWith('.json') && !others.has(name))
    .sort()
    .map((name) => {
      const file = path.join(conformanceFolder, name)
      return { file, content: caseFile.parse(JSON.parse(readFileSync(file, 'utf8'))) }
    })
}

export function readCases(): ConformanceCase[] {
  return readCaseFiles().flatMap(({ content }) => content.cases)
}
