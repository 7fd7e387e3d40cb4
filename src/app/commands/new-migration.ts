import path from 'node:path'
import { writeMigration } from '../../db/write-migration.ts'
import type { Command } from './command.ts'

export const newMigration: Command = {
  parameters: ['<name>'],
  meaning: 'Write the next migration from the changes of prisma/schema.prisma (for developers).',
  async run([name = ''], print) {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      print('The name of a migration says what it does in lower case, such as add_editors.')
      return 1
    }
    const file = path.relative(process.cwd(), await writeMigration(name, new Date()))
    print(`Wrote ${file}. Read it, and add what a schema cannot say: checks, triggers, views, grants.`)
    return 0
  },
}
