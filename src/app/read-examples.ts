import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

const folder = path.join(import.meta.dirname, '../../openapi/examples')

/**
 * Real answers of a seeded directory that the description of the API shows: `getHelp` the answer of an operation,
 * `postHelp.request` what was sent, `problem.body_too_large` a problem, `getHelp.invalid_parameters` one that an operation has of
 * its own. A test compares them with what is answered, and writes them: `npx vitest run tests/app/openapi.test.ts -u`.
 */
export async function readExamples(): Promise<Map<string, unknown>> {
  const examples = new Map<string, unknown>()
  for (const file of (await readdir(folder)).sort()) {
    examples.set(path.basename(file, '.json'), JSON.parse(await readFile(path.join(folder, file), 'utf8')))
  }
  return examples
}
