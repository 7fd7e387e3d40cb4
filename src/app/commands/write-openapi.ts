import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openapiDocument } from '../openapi-document.ts'
import type { Command } from './command.ts'

const file = path.join(import.meta.dirname, '../../../openapi/lookup.json')

export const writeOpenapi: Command = {
  parameters: ['[--check]'],
  meaning: 'Write openapi/lookup.json from the routes (for developers); with --check only compare.',
  async run([option], print) {
    const name = path.relative(process.cwd(), file)
    const document = await openapiDocument()
    if (option === undefined) {
      await writeFile(file, document)
      print(`Wrote ${name}.`)
      return 0
    }
    if ((await readFile(file, 'utf8')) === document) {
      print(`${name} says what the routes do.`)
      return 0
    }
    print(`${name} is not what the routes do. Mend with: npm run -s cli -- openapi`)
    return 1
  },
}
