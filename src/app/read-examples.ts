import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../../openapi/examples')

/**
 * Real answers that the description of an API shows: `getHelp` the answer of an operation, `postHelp.request` what was sent,
 * `problem.body_too_large` a problem, `getHelp.invalid_parameters` one that an operation has of its own. Tests compare them with what is
 * answered, and write them: `npx vitest run tests/app/openapi.test.ts tests/app/console-openapi.test.ts -u`.
 *
 * @param folder of one of the APIs, in openapi/examples/; without it those that are public. Problems of these are alike everywhere.
 */
export async function readExamples(folder = ''): Promise<Map<string, unknown>> {
  const shared = folder === '' ? [] : [...(await readFolder(root))].filter(([name]) => name.startsWith('problem.'))
  return new Map([...shared, ...(await readFolder(path.join(root, folder)))])
}

async function readFolder(folder: string): Promise<Map<string, unknown>> {
  const examples = new Map<string, unknown>()
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()) {
    examples.set(path.basename(file, '.json'), JSON.parse(await readFile(path.join(folder, file), 'utf8')))
  }
  return examples
}
