import { checkGenerated } from './app/commands/check-generated.ts'
import { checkMigrations } from './app/commands/check-migrations.ts'
import type { Command } from './app/commands/command.ts'
import { importFolder } from './app/commands/import-folder.ts'
import { migrateDatabase } from './app/commands/migrate-database.ts'
import { newMigration } from './app/commands/new-migration.ts'
import { writeOpenapi } from './app/commands/write-openapi.ts'
import { sayFault } from './app/say-fault.ts'

const commands: Readonly<Record<string, Command>> = {
  migrate: migrateDatabase,
  import: importFolder,
  'new-migration': newMigration,
  'check-migrations': checkMigrations,
  openapi: writeOpenapi,
  check: checkGenerated,
}

const [name = '', ...values] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
const [least, most] = [command?.parameters.filter((parameter) => !parameter.startsWith('[')).length ?? 0, command?.parameters.length ?? 0]
if (command === undefined || values.length < least || values.length > most) {
  const lines = Object.entries(commands).map(([word, { parameters, meaning }]) => `  ${[word, ...parameters].join(' ').padEnd(22)} ${meaning}`)
  console.error(`Usage: npm run -s cli -- <command>\n\n${lines.join('\n')}`)
  process.exitCode = 1
} else {
  try {
    process.exitCode = await command.run(values, console.log)
  } catch (error) {
    console.error(sayFault(error))
    process.exitCode = 1
  }
}
