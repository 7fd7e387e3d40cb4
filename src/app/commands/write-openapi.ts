import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openapiDocument } from '../openapi-document.ts'
import type { Command } from './command.ts'

const folder = path.join(import.meta.dirname, '../../../openapi')

export const writeOpenapi: Command = {
  parameters: ['[--check]'],
  meaning: 'Write openapi/lookup.json and openapi/console.json from the routes (for developers); with --check only compare.',
  async run([option], print) {
    let code = 0
    for (const api of ['lookup', 'console'] as const) {
      const file = path.join(folder, `${api}.json`)
      const name = path.relative(process.cwd(), file)
      const document = await openapiDocument(api)
      if (option === undefined) {
        await writeFile(file, document)
        print(`Wrote ${name}.`)
      } else if ((await readFile(file, 'utf8')) === document) {
        print(`${name} says what the routes do.`)
      } else {
        print(`${name} is not what the routes do. Mend with: npm run -s cli -- openapi`)
        code = 1
      }
    }
    return code
  },
}
